import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Can } from '../people/can.ts';
import { Idempotent } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { Wake } from '../wake/wake.ts';
import { type EdiReceipt, EdiService, type SetReceipt } from './edi.service.ts';
import { ediExample } from './examples.ts';
import { MessageListDto } from './messages.dto.ts';
import { type MessageRow, MessagesService } from './messages.service.ts';

/** EDI in, and everything received, as it came. */
@ApiTags('messages')
@ApiBearerAuth()
@Controller('v1')
export class MessagesController {
  constructor(
    private readonly edi: EdiService,
    private readonly messages: MessagesService,
    private readonly wake: Wake,
  ) {}

  /** Takes in raw X12, any mix of sets, and tells what became of each. */
  @ApiConsumes('application/edi-x12', 'text/plain', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string' }, examples: { status: { value: ediExample } } })
  @Can('facts.write')
  @Idempotent({ required: false })
  @Post('edi')
  @HttpCode(200)
  async take(@Speaker() by: Principal, @Body() body: unknown): Promise<EdiReceipt> {
    const receipt = await this.edi.take(Buffer.isBuffer(body) ? body : Buffer.alloc(0), by);
    this.wake.ring('audit');
    return receipt;
  }

  /** Everything received, newest first. */
  @Can('messages.read')
  @Get('messages')
  list(@Query() asked: MessageListDto): Promise<{ data: MessageRow[]; page: { nextCursor: string | null } }> {
    return this.messages.list(asked);
  }

  /** One message, with its raw text. */
  @Can('messages.read')
  @Get('messages/:id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<MessageRow & { raw: string; facts: unknown[] }> {
    return this.messages.one(id);
  }

  /** Reads a quarantined message again, with the partner's profile as it is now. */
  @ApiBody({ schema: { type: 'object', additionalProperties: false }, examples: { nothing: { value: {} } } })
  @Can('messages.replay')
  @Idempotent({ required: true })
  @Post('messages/:id/replays')
  async replay(@Speaker() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SetReceipt> {
    const receipt = await this.messages.replay(by, id);
    this.wake.ring('audit');
    return receipt;
  }
}
