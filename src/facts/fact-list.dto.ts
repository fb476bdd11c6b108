import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageDto } from '../masterdata/page.dto.ts';
import { IsInstantText } from '../masterdata/field-rules.ts';

/** Which facts. */
export class FactListDto extends PageDto {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  source?: string;

  /** The sender's own id: shipmentId, eventId, documentId, paymentId. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  externalId?: string;

  /** All versions of a shipment, its matched invoices, or the events and documents that name it. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  shipmentId?: string;

  /** Only of events. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  eventId?: string;

  /** Only of documents and invoices. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  documentId?: string;

  /** Only of payments. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  paymentId?: string;

  /** A number of any kind it is known by: PRO, BOL, shipment id. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  reference?: string;

  /** Only of invoices. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  invoiceNumber?: string;

  /** Only of invoices: the number of one of its bills. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  billNumber?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  carrier?: string;

  /** Type of an event or document. */
  @IsOptional()
  @IsString()
  @Length(1, 50)
  type?: string;

  /** Learnt at or after. */
  @IsOptional()
  @IsInstantText()
  since?: string;

  /** Learnt before. */
  @IsOptional()
  @IsInstantText()
  until?: string;

  /** Newest first unless `receivedAt` asks for the oldest. */
  @IsOptional()
  @IsIn(['receivedAt', '-receivedAt'])
  sort?: string;

  @IsOptional()
  @IsUUID()
  override cursor?: string;
}
