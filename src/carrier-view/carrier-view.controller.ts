import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { TakeFacts } from '../intake/take-facts.ts';
import { beforeOf, pageOf } from '../masterdata/page.ts';
import { Open } from '../people/can.ts';
import type { Principal } from '../people/principal.ts';
import { billInFull, billsOf, type CarrierBill, type CarrierBillInFull, referencesOf } from './bills.ts';
import { broughtDocument, type BroughtFile } from './brought.ts';
import { BroughtDocumentDto, broughtTypes, CarrierBillsQueryDto } from './carrier-view.dto.ts';
import { CarrierTokenGuard, Visitor } from './token.guard.ts';
import type { CarrierVisitor } from './tokens.service.ts';

const mostFileBytes = 26_214_400;

const paperForm = {
  schema: {
    type: 'object',
    required: ['type', 'file'],
    properties: {
      type: { type: 'string', enum: [...broughtTypes] },
      signedBy: { type: 'string' },
      signedLocal: { type: 'string' },
      amount: { type: 'string' },
      number: { type: 'string' },
      file: { type: 'string', format: 'binary' },
    },
  },
  examples: { pod: { value: { type: 'POD', signedBy: 'J. Doe', file: '(the file)' } } },
};

/** What one carrier sees, by its token: its own bills and nothing else. */
@ApiTags('carrier view')
@ApiBearerAuth()
@Open()
@UseGuards(CarrierTokenGuard)
@Controller('v1/carrier-view')
export class CarrierViewController {
  constructor(
    private readonly db: DataSource,
    private readonly facts: TakeFacts,
  ) {}

  /** Whose view this is, and until when the link holds. */
  @Get()
  me(@Visitor() { carrier, expiresAt }: CarrierVisitor): { carrier: string; expiresAt: Date } {
    return { carrier, expiresAt };
  }

  /** The carrier's bills, newest first. */
  @Get('bills')
  async bills(
    @Visitor() { carrier }: CarrierVisitor,
    @Query() { number, cursor, limit = 50 }: CarrierBillsQueryDto,
  ): Promise<{ data: CarrierBill[]; page: { nextCursor: string | null } }> {
    const asked = { carrier, number: number ?? null, before: beforeOf(cursor), limit };
    const data = await billsOf(this.db.manager, asked);
    return pageOf(data, limit, ({ billId }) => billId);
  }

  /** One of its bills: each line with what is paid, what is not and why, and what was released for payment. */
  @Get('bills/:id')
  bill(@Visitor() { carrier }: CarrierVisitor, @Param('id', ParseUUIDPipe) id: string): Promise<CarrierBillInFull> {
    return billInFull(this.db.manager, carrier, id);
  }

  /** Brings a paper to a bill: a proof of delivery, a receipt. The bill is looked at again by itself. */
  @ApiConsumes('multipart/form-data')
  @ApiBody(paperForm)
  @Post('bills/:id/documents')
  @HttpCode(200)
  @UseInterceptors(
    FileInterceptor('file', { limits: { fileSize: mostFileBytes, files: 1, fields: 10, fieldSize: 1000 } }),
  )
  async bring(
    @Visitor() visitor: CarrierVisitor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: BroughtDocumentDto,
    @UploadedFile() upload: BroughtFile | undefined,
  ): Promise<{ status: string }> {
    const { carrier } = visitor;
    const references = await referencesOf(this.db.manager, carrier, id);
    const { currency } = await billInFull(this.db.manager, carrier, id);
    const { document, file } = broughtDocument({ carrier, billId: id, currency, references }, body, upload);
    const sent = { raw: JSON.stringify(document), value: document, file };
    const { status } = await this.facts.takeOne('document', speakerFor(visitor), sent);
    return { status };
  }
}

/** A carrier speaks for itself, and may do nothing that asks for a role. */
function speakerFor({ carrier, label, tokenId }: CarrierVisitor): Principal {
  const source = `carrier:${carrier}`;
  return { person: source, name: label, keyId: tokenId, roles: [], sources: [source], maxMethod: null };
}
