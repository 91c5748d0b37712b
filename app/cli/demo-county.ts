import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoPlan, makeDemo } from '#db/demo/make-demo';
import type { Context } from '~/services/context.server';
import { countyIfAny } from '~/services/county/county.server';

/** A year of released figures, which takes a third of the time that a demo takes. */
export const DEMO_MONTHS = 12;

/** Makes the demo's county where there is none. Throws an Error where there is another one. */
export async function fillDemo(ctx: Context, plan: DemoPlan, print: (line: string) => void): Promise<void> {
  const standing = await countyIfAny(ctx.db);
  if (standing && !standing.demo) {
    throw new Error('The data folder holds a real county. Give the demo a folder of its own with ANSHAO_DATA.');
  }
  let clock = ctx.now();
  const staged: Context = { ...ctx, now: () => clock };
  const setDay = (day: string) => {
    clock = Date.parse(`${day}T09:00:00+08:00`);
  };
  await makeDemo({ ctx: staged, setDay }, plan, print);
}

type Account = { login: string; name: string; roles: string[]; passphrase: string };

/** Lists who may sign in, and with which passphrase. */
export function showSignIns(origin: string, data: string, print: (line: string) => void): void {
  const file = join(data, 'demo', 'accounts.json');
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as Account[];
  const shown = ['fire1', 'fire.lead', 'intake1', 'finance1', 'guardian1', 'publisher', 'supervisor', 'admin'];
  print('');
  print(`Report from a gate: ${origin}/q/AL01    Staff: ${origin}/zh/staff`);
  for (const { login, roles, passphrase } of accounts.filter((one) => shown.includes(one.login))) {
    print(`  ${login.padEnd(12)} ${roles.join(', ').padEnd(18)} ${passphrase}`);
  }
  print('  Six-digit code of a login: npm run -s anshao -- totp LOGIN');
  print(`  All sign-ins: ${file}    Receipt codes to try: ${join(data, 'demo', 'receipt-codes.json')}`);
}
