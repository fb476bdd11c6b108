import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { prepareRules, type RuleSet } from '../audit/rules/rule.ts';
import { shippedRules } from '../rulebook/shipped-rules.ts';

/** The rules that turn verdicts into outcomes: those shipped with the service, read once. */
@Injectable()
export class RulesInForce {
  private set: RuleSet | null = null;

  /** The rules as of now. */
  now(): Promise<RuleSet> {
    this.set ??= prepareRules(shippedRules(), (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`);
    return Promise.resolve(this.set);
  }
}
