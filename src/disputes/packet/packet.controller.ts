import { Controller, Get, Param, ParseUUIDPipe, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Clock } from '../../database/clock.ts';
import type { DisputePacket } from '../../freight/dispute.ts';
import { write812, write824 } from '../../formats/x12/write-dispute.ts';
import type { Envelope } from '../../formats/x12/write-envelope.ts';
import { Can } from '../../people/can.ts';
import { letterHtml } from './html.ts';
import { letterOf } from './letter.ts';
import { letterPdf, paperOf } from './pdf.ts';
import { readPacket } from './read-packet.ts';

const file = { schema: { type: 'string', format: 'binary' } } as const;

/** A dispute as the carrier is sent it, to look at or to send by hand. */
@ApiTags('disputes')
@ApiBearerAuth()
@Controller('v1/disputes/:id')
export class PacketController {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The packet as data: what the carrier is told, line by line. */
  @Can('cases.read')
  @Get('packet.json')
  packet(@Param('id', ParseUUIDPipe) id: string): Promise<DisputePacket> {
    return readPacket(this.db, id);
  }

  /** The packet as one page of HTML that needs nothing else. */
  @Can('cases.read')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Get('packet.html')
  async html(@Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const page = letterHtml(letterOf(await readPacket(this.db, id)));
    response.type('text/html; charset=utf-8');
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    );
    return page;
  }

  /** The packet as PDF. */
  @Can('cases.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse(file)
  @Get('packet.pdf')
  async pdf(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const packet = await readPacket(this.db, id);
    const bytes = await letterPdf(letterOf(packet), paperOf(packet));
    const disposition = `inline; filename="${packet.number}.pdf"`;
    return new StreamableFile(bytes, { type: 'application/pdf', disposition, length: bytes.length });
  }

  /** The open charges as application advice (X12 824). */
  @Can('cases.read')
  @ApiProduces('application/edi-x12')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Get('824.edi')
  async advice(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return this.edi(await readPacket(this.db, id), '824', write824);
  }

  /** The open charges as requests for credit (X12 812). */
  @Can('cases.read')
  @ApiProduces('application/edi-x12')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Get('812.edi')
  async adjustment(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return this.edi(await readPacket(this.db, id), '812', write812);
  }

  private async edi(
    packet: DisputePacket,
    set: string,
    write: (packet: DisputePacket, envelope: Envelope) => string,
  ): Promise<StreamableFile> {
    const [row] = await this.db.query<{ number: string }[]>(`SELECT nextval('x12_control_number') AS number`);
    const now = this.clock.now().toISOString();
    const text = write(packet, {
      sender: packet.legalEntity.code,
      receiver: packet.carrier.code,
      receiverQualifier: /^[A-Z]{2,4}$/.test(packet.carrier.code) ? '02' : 'ZZ',
      control: (row?.number ?? '1').padStart(9, '0'),
      date: now.slice(0, 10),
      time: now.slice(11, 16),
    });
    const disposition = `attachment; filename="${packet.number}-${set}.edi"`;
    return new StreamableFile(Buffer.from(text), { type: 'application/edi-x12', disposition });
  }
}
