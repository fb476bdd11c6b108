import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Can } from '../people/can.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { CarrierPathDto, NewCarrierTokenDto } from './carrier-view.dto.ts';
import { CarrierTokensService, type CarrierTokenView } from './tokens.service.ts';

/** Letting a carrier see its own bills, and ending that. */
@ApiTags('carrier view')
@ApiBearerAuth()
@Can('carrier-view.manage')
@Controller('v1/carriers/:carrier/view-tokens')
export class CarrierTokensController {
  constructor(private readonly tokens: CarrierTokensService) {}

  /** A token for a carrier: it opens that carrier's view and nothing else. It is in this answer and never again. */
  @Post()
  create(
    @Speaker() by: Principal,
    @Param() { carrier }: CarrierPathDto,
    @Body() body: NewCarrierTokenDto,
  ): Promise<CarrierTokenView & { token: string; link: string }> {
    return this.tokens.create(by, carrier, body);
  }

  /** The tokens of a carrier, without their secrets. */
  @Get()
  async list(@Param() { carrier }: CarrierPathDto): Promise<{ data: CarrierTokenView[]; page: { nextCursor: null } }> {
    return { data: await this.tokens.list(carrier), page: { nextCursor: null } };
  }

  /** Ends a token for good, at once. */
  @Delete(':tokenId')
  @HttpCode(204)
  async revoke(
    @Speaker() by: Principal,
    @Param('carrier') carrier: string,
    @Param('tokenId', ParseUUIDPipe) tokenId: string,
  ): Promise<void> {
    await this.tokens.revoke(by, carrier, tokenId);
  }
}
