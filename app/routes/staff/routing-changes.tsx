import type { NextRouting } from '~/browser/routing-desk';
import type { DirectoryStatement } from '~/envelope/directory-statement';
import type { RoutingChange } from '~/envelope/routing-change';
import type { SignedArea, SignedRule } from '~/envelope/routing-statement';
import { nameIn } from '~/envelope/statement-shape';
import type { RegisteredBoard } from '~/envelope/town-register';
import { DataTable } from '~/ui/data-table';
import { Tag } from '~/ui/tag';
import type { Lang } from '~/words/language';
import { routingWords } from '~/words/routing';
import { vocabularyWords } from '~/words/vocabulary';
import { ComparedBox } from './compared-box';
import { unitNames } from './directory-changes';

/** The id of the tick that stands for having read every change of the routing. */
export const ROUTING_READ = 'routing';

type Props = { lang: Lang; next: NextRouting; ticks: boolean };
type Naming = { lang: Lang; units: DirectoryStatement['units']; areas: readonly SignedArea[] };

/** What a next routing changes, line by line in words; one tick for all of it. */
export function RoutingChanges({ lang, next: { changes, statement, directory }, ticks }: Props) {
  const words = routingWords[lang];
  const naming: Naming = { lang, units: directory.units, areas: statement.areas };
  const rows = changes.map((change, order) => ({ change, id: `${change.of}-${order}` }));
  return (
    <div data-routing-changes={changes.length}>
      <DataTable
        caption={words.changesTitle}
        columns={[
          { key: 'kind', title: words.kind, cell: ({ change }) => words.kinds[change.of] },
          {
            key: 'change',
            title: words.change,
            cell: ({ change: { change } }) => (
              <Tag tone={change === 'added' ? 'progress' : 'attention'}>{words.changes[change]}</Tag>
            ),
          },
          { key: 'what', title: words.what, head: true, cell: ({ change }) => inWords(change, naming) },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        dense
      />
      <p className="govuk-body">{words.changesText}</p>
      {ticks && <ComparedBox id={ROUTING_READ} label={words.read} />}
    </div>
  );
}

/** The entry as it will be, and where it changes, as it was. */
function inWords(change: RoutingChange, naming: Naming): string {
  const words = routingWords[naming.lang];
  const [before, after] = sides(change, naming);
  if (before === null || after === null) return after ?? before ?? '';
  return `${after} · ${words.before(before)}`;
}

type Both = readonly [string | null, string | null];

function sides(change: RoutingChange, naming: Naming): Both {
  const both = <T,>({ before, after }: { before: T | null; after: T | null }, say: (one: T) => string): Both => [
    before === null ? null : say(before),
    after === null ? null : say(after),
  ];
  const words = routingWords[naming.lang];
  const unit = (id: string) => unitNames([id], naming);
  switch (change.of) {
    case 'takes':
      return both(change, unit);
    case 'rule':
      return both(change, (rule) => ruleText(rule, naming));
    case 'board':
      return both(change, ({ code, site, regulators }) => {
        return `${code} ${nameIn(site, naming.lang)} → ${regulatorText(regulators, naming)}`;
      });
    case 'employer':
      return both(change, ({ names, creditCode, regulators }) => {
        return `${nameIn(names, naming.lang)} (${creditCode}) → ${regulatorText(regulators, naming)}`;
      });
    case 'area':
      return both(change, ({ code, names }) => `${nameIn(names, naming.lang)} (${code})`);
    case 'seat':
      return both(change, ({ unitId, area }) => `${unit(unitId)}: ${areaName(area, naming)}`);
    case 'setting':
      return both(change, ({ name, value }) => {
        return `${words.settings[name]}: ${name === 'stampDays' ? value : unit(value)}`;
      });
  }
}

function ruleText({ sector, area, matter, duty, unitId }: SignedRule, naming: Naming): string {
  const { any, duties } = routingWords[naming.lang];
  const { sectors, matters } = vocabularyWords[naming.lang];
  const named = (names: Record<string, string>, code: string, all: string) =>
    code === '*' ? all : (names[code] ?? code);
  const what = [
    named(sectors, sector, any.sector),
    named(matters, matter, any.matter),
    area === '*' ? any.area : areaName(area, naming),
  ];
  return `${unitNames([unitId], naming)} ${duties[duty]}: ${what.join(' · ')}`;
}

function regulatorText(regulators: RegisteredBoard['regulators'], naming: Naming): string {
  const { regulators: words, unregulated } = routingWords[naming.lang];
  const names: Record<string, string> = vocabularyWords[naming.lang].sectors;
  const said = regulators.map(({ unitId, sectors }) => {
    const unit = unitNames([unitId], naming);
    return sectors.length === 0
      ? words.trade(unit)
      : words.special(unit, sectors.map((one) => names[one] ?? one).join(' '));
  });
  return said.length === 0 ? unregulated : said.join(' · ');
}

const areaName = (code: string, { areas, lang }: Naming): string =>
  nameIn(areas.find((area) => area.code === code)?.names ?? { zh: code }, lang);
