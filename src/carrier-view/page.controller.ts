import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Open } from '../people/can.ts';

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

/** The folder the page's files lie in: `web/` beside package.json, however deep the program itself was built. */
function pageFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'web', 'carrier.html'))) return join(folder, 'web');
    if (folder === dirname(folder)) throw new Error('the folder web/ with the page for carriers is missing');
  }
}

/** The page for carriers. It holds no data: the token after the `#` of its link asks the API for it. */
@ApiExcludeController()
@Open()
@Controller('carrier')
export class CarrierPageController {
  private readonly page = readFileSync(join(pageFolder(), 'carrier.html'), 'utf8');
  private readonly script = readFileSync(join(pageFolder(), 'carrier.js'), 'utf8');

  /** The page. */
  @Get()
  html(@Res() response: Response): void {
    this.send('text/html; charset=utf-8', this.page, response);
  }

  /** What it does. */
  @Get('carrier.js')
  js(@Res() response: Response): void {
    this.send('text/javascript; charset=utf-8', this.script, response);
  }

  private send(type: string, text: string, response: Response): void {
    response
      .status(200)
      .setHeader('Content-Type', type)
      .setHeader('Content-Security-Policy', policy)
      .setHeader('X-Content-Type-Options', 'nosniff')
      .setHeader('Referrer-Policy', 'no-referrer')
      .setHeader('Cache-Control', 'no-cache')
      .send(text);
  }
}
