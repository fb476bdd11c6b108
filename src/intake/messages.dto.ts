import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageDto } from '../masterdata/page.dto.ts';

const states = ['ACCEPTED', 'DUPLICATE', 'CONFLICT', 'QUARANTINED'];

/** Which messages. */
export class MessageListDto extends PageDto {
  @IsOptional()
  @IsIn(states)
  state?: string;
  /** The same as state. */
  @IsOptional()
  @IsIn(states)
  status?: string;
  @IsOptional()
  @IsString()
  @Length(1, 100)
  source?: string;
  /** shipment, event, document, invoice, payment, or the type of an X12 set. */
  @IsOptional()
  @IsString()
  @Length(1, 30)
  kind?: string;
  @IsOptional()
  @IsIn(['json', 'x12', 'file'])
  channel?: string;
  @IsOptional()
  @IsString()
  @Length(1, 100)
  code?: string;
  @IsOptional()
  @IsString()
  @Length(1, 300)
  externalId?: string;
  @IsOptional()
  @IsUUID()
  override cursor?: string;
}
