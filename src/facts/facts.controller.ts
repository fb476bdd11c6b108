import { Controller, Get, Param, Query, Res, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { FactKind } from '../freight/fact.ts';
import { Can } from '../people/can.ts';
import { FactListDto } from './fact-list.dto.ts';
import { FactReader, type FactView } from './fact-reader.ts';

/** The reading routes of one kind of fact. */
function factsController(path: string, kind: FactKind): Type<object> {
  @ApiTags('facts')
  @ApiBearerAuth()
  @Can('facts.read')
  @Controller(`v1/${path}`)
  class FactsController {
    constructor(private readonly facts: FactReader) {}

    @ApiOperation({ summary: `The ${path} taken in, newest first` })
    @Get()
    list(@Query() asked: FactListDto): Promise<{ data: FactView[]; page: { nextCursor: string | null } }> {
      return this.facts.list(kind, asked);
    }

    @ApiOperation({ summary: `One of the ${path}, by its id here or the sender's own` })
    @Get(':id')
    one(@Param('id') id: string): Promise<FactView> {
      return this.facts.one(kind, id);
    }
  }
  Object.defineProperty(FactsController, 'name', { value: `${path}Controller` });
  return FactsController;
}

/** What browsers may show; anything else is only downloaded. */
const shown = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'text/plain'];

/** The papers themselves. */
@ApiTags('facts')
@ApiBearerAuth()
@Can('facts.read')
@Controller('v1/documents')
export class FilesController {
  constructor(private readonly facts: FactReader) {}

  /** The file of a document, by its id here or the sender's own. */
  @Get(':id/file')
  async file(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const { content, contentType, name } = await this.facts.fileOf(id);
    response
      .status(200)
      .type(shown.includes(contentType) ? contentType : 'application/octet-stream')
      .setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name ?? 'document')}`)
      .send(content);
  }
}

/** Facts out, one controller for each kind. */
export const factControllers = [
  factsController('shipments', 'shipment'),
  factsController('events', 'event'),
  factsController('documents', 'document'),
  factsController('invoices', 'invoice'),
  factsController('payments', 'payment'),
];
