import { randomInt } from 'node:crypto';
import { idNumberCheckCharacter } from '~/domain/personal-number';

const digits = (count: number) => Array.from({ length: count }, () => String(randomInt(10))).join('');

// Numbers that pass the form's checks, and that nothing contains by chance.

export const newPhone = (): string => `+${randomInt(1, 9)}${digits(13)}`;

export function newIdNumber(): string {
  const first17 = `50010519${randomInt(60, 99)}0${randomInt(1, 9)}1${randomInt(10)}${digits(3)}`;
  return first17 + idNumberCheckCharacter(first17);
}

export const newBankAccount = (): string => `6222${digits(15)}`;
