import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Open } from '../people/can.ts';
import { type PageFile, readPageFiles } from './page-files.ts';

/** Scripts, styles and calls to this server only; in nobody's frame, and no form goes anywhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The console's page. It holds no data, so it asks for no key; the key is asked for by the API the page calls. */
@ApiExcludeController()
@Open()
@Controller()
export class ConsoleController {
  private readonly files: ReadonlyMap<string, PageFile> = readPageFiles();

  /** The page. */
  @Get()
  page(@Res() response: Response): void {
    this.send('index.html', response);
  }

  /** What the page is made of. */
  @Get('console/:file')
  part(@Param('file') name: string, @Res() response: Response): void {
    this.send(name, response);
  }

  private send(name: string, response: Response): void {
    const file = this.files.get(name);
    if (!file) throw new NotFoundException({ code: 'not-found', detail: 'the console has no such file' });
    response
      .status(200)
      .setHeader('Content-Type', file.type)
      .setHeader('Content-Security-Policy', policy)
      .setHeader('X-Content-Type-Options', 'nosniff')
      .setHeader('Referrer-Policy', 'no-referrer')
      .setHeader('Cache-Control', 'no-cache')
      .send(file.text);
  }
}
