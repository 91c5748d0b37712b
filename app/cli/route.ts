import { parseArgs } from 'node:util';
import { isSectorCode, sectorCodes } from '~/domain/county/sector-list';
import { textIn } from '~/domain/localized';
import type { RoutingReason } from '~/domain/report/routing';
import { readCount } from '~/domain/typed/count';
import { LANGS, MATTERS, SECTORS } from '~/domain/vocabulary';
import { units } from '~/services/county/county.server';
import { requireRoutingInForce, routeMatter } from '~/services/keys/routing.server';
import { vocabularyWords } from '~/words/vocabulary';
import { type Command, UsageError } from './command';

const OPTIONS = {
  matter: { type: 'string' },
  sector: { type: 'string' },
  area: { type: 'string' },
  site: { type: 'string' },
  employer: { type: 'string' },
  deaths: { type: 'string', default: '0' },
  accused: { type: 'string' },
} as const;

/**
 * `anshao route`: where a matter goes and why, by the signed routing; nothing is written. `--accused` is a unit's
 * code. JSON: { responsible, assisting, reasons: [{ rule, unit, ruleId? }] } with units as codes.
 */
export const run: Command = async ({ args, json, open, print }) => {
  const asked = read(args);
  const { db } = (await open()).ctx;
  const all = await units(db);
  const accused = asked.accused ? all.find((unit) => unit.code === asked.accused) : null;
  if (accused === undefined) throw new UsageError(`There is no unit with the code "${asked.accused}".`);
  const { statement } = await requireRoutingInForce(db);
  const codes = sectorCodes(statement.sectors ?? []);
  if (!codes.includes(asked.sector)) throw new UsageError(`--sector must be one of ${codes.join(', ')}.`);
  const area = asked.area ?? null;
  if (area !== null && !statement.areas.some(({ code }) => code === area)) {
    throw new UsageError(`There is no area with the code "${area}".`);
  }
  const { matter, sector, deaths } = asked;
  const { routing, place } = await routeMatter(
    db,
    { matter, sector, deaths, accusedUnitId: accused?.id ?? null },
    { area, siteCode: asked.site ?? null, employer: asked.employer ?? null },
  );
  if (asked.site && !place.board) throw new UsageError(`There is no signboard with the code "${asked.site}".`);
  const unitOf = (id: string) => all.find((unit) => unit.id === id);
  const codeOf = (id: string) => unitOf(id)?.code ?? id;
  if (json) {
    const reasons = routing.reasons.map(({ unitId, ...reason }) => ({ ...reason, unit: codeOf(unitId) }));
    const assisting = routing.assistingUnitIds.map(codeOf);
    print(JSON.stringify({ responsible: codeOf(routing.responsibleUnitId), assisting, reasons }));
    return 0;
  }
  const named = (id: string) => {
    const unit = unitOf(id);
    return unit ? `${LANGS.map((lang) => textIn(unit.names, lang)).join(', ')} (${unit.code})` : id;
  };
  print(named(routing.responsibleUnitId));
  for (const reason of routing.reasons) print(`  ${wording(reason, named(reason.unitId))}`);
  for (const id of routing.assistingUnitIds) print(`  + ${named(id)}`);
  return 0;
};

function read(args: string[]) {
  const values = parse(args);
  const matter = MATTERS.find((code) => code === values.matter);
  const sector = isSectorCode(values.sector ?? '') ? values.sector : undefined;
  if (!matter) throw new UsageError(`--matter must be one of ${MATTERS.join(', ')}.`);
  if (!sector) throw new UsageError(`--sector must be one of ${SECTORS.join(', ')}, or one that the county added.`);
  const deaths = readCount(values.deaths);
  if (deaths === null) throw new UsageError('--deaths must be a whole number.');
  return { ...values, matter, sector, deaths };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Wrong arguments.');
  }
}

function wording({ rule, ruleId }: RoutingReason, unit: string): string {
  const text = vocabularyWords.zh.routing[rule](unit);
  return ruleId ? `${text} [${rule} ${ruleId}]` : `${text} [${rule}]`;
}
