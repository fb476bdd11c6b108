import { IsOptional, IsString, Length } from 'class-validator';

/** Sending a message again. */
export class DeliveryRetryDto {
  /** @example 'their address is mended' */
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  comment?: string;
}
