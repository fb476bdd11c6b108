import { Body, Controller, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Can } from '../people/can.ts';
import { Idempotent } from '../people/idempotency.ts';
import { type Principal, Speaker } from '../people/principal.ts';
import { formOf, type Upload } from './document-form.ts';
import { FactBody } from './fact-body.ts';
import { type Answer, type RawRequest, TakeFacts } from './take-facts.ts';

/** Documents in: as JSON like all facts, or as a form of the JSON and a file. */
@ApiTags('facts')
@ApiBearerAuth()
@Can('facts.write')
@Controller('v1')
export class DocumentsInController {
  constructor(private readonly facts: TakeFacts) {}

  /** Takes in documents; as a form, `document` is the JSON and `file` the paper itself, at most 25 MB. */
  @FactBody('document')
  @Idempotent({ required: false })
  @Post('documents')
  @UseInterceptors(
    AnyFilesInterceptor({ limits: { fileSize: 26_214_400, files: 2, fields: 20, fieldSize: 1_048_576 } }),
  )
  async documents(
    @Speaker() by: Principal,
    @Req() request: RawRequest & { files?: Upload[] },
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<Answer> {
    if (!request.is('multipart/form-data')) return this.facts.take('document', { by, request, response, body });
    const receipt = await this.facts.takeOne('document', by, formOf(body, request.files ?? []));
    response.status(receipt.status === 'ACCEPTED' ? 201 : 200);
    return receipt;
  }
}
