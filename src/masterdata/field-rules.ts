import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  buildMessage,
  IsArray,
  IsObject,
  Matches,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { chargeCodes } from '../freight/codes.ts';
import { isCurrency } from '../freight/currencies.ts';
import { decimalPattern } from '../freight/money.ts';
import { isDate, isInstant, isTimeZone } from '../freight/time.ts';

function rule(name: string, what: string, fits: (text: string) => boolean) {
  return (options?: ValidationOptions): PropertyDecorator =>
    ValidateBy(
      {
        name,
        validator: {
          validate: (value: unknown) => typeof value === 'string' && fits(value),
          defaultMessage: buildMessage((each) => `${each}$property must be ${what}`, options),
        },
      },
      options,
    );
}

/** Decimal text: never a JSON number. */
export const IsDecimalText = rule('not-a-decimal', 'a decimal written as text, such as "36.40"', (text) =>
  decimalPattern.test(text),
);

/** Decimal text not below zero. */
export const IsQuantity = rule(
  'not-a-decimal',
  'a decimal of zero or more written as text, such as "36.40"',
  (text) => decimalPattern.test(text) && !text.startsWith('-'),
);

/** Decimal text above zero. */
export const IsPositive = rule(
  'not-a-decimal',
  'a decimal above zero written as text, such as "100"',
  (text) => decimalPattern.test(text) && !text.startsWith('-') && /[1-9]/.test(text),
);

/** A share of one: 28.5 % is "0.285". */
export const IsFraction = rule('not-a-fraction', 'a fraction from "0" to "1": 28.5 % is "0.285"', (text) =>
  /^(0(\.\d{1,8})?|1(\.0{1,8})?)$/.test(text),
);

/** A date of the calendar. */
export const IsDay = rule('impossible-date', 'a date YYYY-MM-DD of the calendar', isDate);

/** An instant of RFC 3339 with offset. */
export const IsInstantText = rule('impossible-date', 'an instant of RFC 3339 with offset', isInstant);

/** A currency of ISO 4217. */
export const IsCurrencyCode = rule('unknown-currency', 'a currency of ISO 4217', isCurrency);

/** A time zone of the IANA database. */
export const IsZone = rule('unknown-code', 'a time zone of the IANA database', isTimeZone);

const namePattern = /^(?! )[^/\\\p{Cc}]{1,100}(?<! )$/u;

/** A name or code that can stand in a path: no slashes, no blanks at its ends. */
export const IsName = (options?: ValidationOptions): PropertyDecorator =>
  Matches(namePattern, {
    message: '$property must be 1 to 100 characters, none a slash',
    ...options,
  });

function custom(name: string, fits: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: fits, defaultMessage: () => `$property must ${message}` } });
}

const decimals = (value: unknown, nameFits: (name: string) => boolean) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([name, amount]) =>
      nameFits(name) && typeof amount === 'string' && decimalPattern.test(amount) && !amount.startsWith('-'),
  );

/** Amounts by currency: `{ "USD": "500.00" }`. */
export const IsAmountsByCurrency = (): PropertyDecorator =>
  custom(
    'not-a-decimal',
    (value) => decimals(value, isCurrency),
    'give decimal text by currency, such as { "USD": "500.00" }',
  );

/** Decimals by name: `{ "70": "42.15" }`. */
export const IsDecimalsByName = (): PropertyDecorator =>
  custom(
    'not-a-decimal',
    (value) => decimals(value, (name) => name !== '' && name.length <= 100),
    'give decimal text of zero or more by name, such as { "70": "42.15" }',
  );

const areCharges = (value: unknown): boolean =>
  Array.isArray(value) && value.every((charge) => (chargeCodes as readonly unknown[]).includes(charge));

/** `ALL`, or a list of charge codes. */
export const IsChargesOrAll = (): PropertyDecorator =>
  custom('unknown-code', (value) => value === 'ALL' || areCharges(value), 'be ALL or a list of charge codes');

/** Lists of charge codes. */
export const IsChargeGroups = (): PropertyDecorator =>
  custom(
    'unknown-code',
    (value) => Array.isArray(value) && value.length <= 200 && value.every(areCharges),
    'be lists of charge codes',
  );

/** Days on which nobody works: the name of a calendar, or a list of days. */
export const IsHolidays = (): PropertyDecorator =>
  custom(
    'impossible-date',
    (value) =>
      typeof value === 'string'
        ? namePattern.test(value)
        : Array.isArray(value) && value.length <= 2_000 && value.every((day) => typeof day === 'string' && isDate(day)),
    'be the name of a calendar or a list of days YYYY-MM-DD',
  );

/** A part that is an object of its own. */
export const Part = (shape: () => new () => object): PropertyDecorator =>
  applyDecorators(IsObject(), ValidateNested(), Type(shape));

/** A list of parts, at most so many. */
export const Parts = (shape: () => new () => object, most = 1_000): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(most), IsObject({ each: true }), ValidateNested({ each: true }), Type(shape));
