import { useState } from 'react';
import { openWholeLedger } from '~/browser/case/hazard-ledger';
import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import { saveBytes } from '~/browser/case/save-bytes';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { HazardWorkspace } from '~/contract/answers/hazard';
import { csvOf, workbookOf } from '~/contract/county/table-bytes';
import type { HazardFilter } from '~/domain/case/hazard-filter';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { ErrorMessage } from '~/ui/error-message';
import { TextInput } from '~/ui/text-input';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';
import { HazardDuties } from './hazard-duties';
import { HazardEmployers } from './hazard-employers';
import { HazardTable } from './hazard-table';
import { hazardCells, hazardHead, holdsText } from './hazard-text';

type Props = { lang: Lang; today: string; filter: HazardFilter; workspace: HazardWorkspace };

/** Every entry that fits the filter, opened on this device: to be searched, counted and saved. */
export function WholeLedger({ lang, today, filter, workspace }: Props) {
  const t = hazardWords[lang].whole;
  const { unlocked, version } = useKeyring();
  const [state, setState] = useState<'ready' | 'working' | 'failed'>('ready');
  const [count, setCount] = useState(0);
  const [whole, setWhole] = useState<{ version: number; all: OpenedHazard[] } | null>(null);
  // What was opened is forgotten with the keys.
  const all = unlocked && whole?.version === version ? whole.all : null;

  async function open() {
    setState('working');
    setCount(0);
    try {
      const { after: _, ...from } = filter;
      setWhole({ version, all: await openWholeLedger(lang, from, workspace, setCount) });
      setState('ready');
    } catch {
      setState('failed');
    }
  }

  return (
    <section aria-labelledby="whole-ledger" data-whole={all ? all.length : state}>
      <h2 className="govuk-heading-m" id="whole-ledger">
        {t.title}
      </h2>
      <p className="govuk-hint">{t.hint}</p>
      <ErrorMessage id="whole-error" message={state === 'failed' ? t.failed : undefined} />
      <Button type="button" variant="secondary" disabled={!unlocked || state === 'working'} onClick={() => void open()}>
        {t.open}
      </Button>
      <p className="govuk-body anshao-live" role="status">
        {state === 'working' && t.opening(count)}
        {all && t.opened(all.length, all.filter(({ said }) => said === null).length)}
      </p>
      {all && <Opened lang={lang} today={today} all={all} />}
    </section>
  );
}

type OpenedProps = { lang: Lang; today: string; all: readonly OpenedHazard[] };

function Opened({ lang, today, all }: OpenedProps) {
  const t = hazardWords[lang].whole;
  const [sought, setSought] = useState('');
  const found = all.filter((one) => holdsText(one, sought.trim()));

  const table = () => ({
    name: t.fileName,
    head: hazardHead(lang),
    rows: found.map((one) => hazardCells(one, lang)),
  });
  const save = (kind: 'csv' | 'xlsx', content: Blob | Uint8Array<ArrayBuffer>) =>
    saveBytes(content, `${t.fileName} ${today}.${kind}`);
  return (
    <>
      <form
        className="anshao-filters"
        onSubmit={(event) => event.preventDefault()}
        onInput={(event) => setSought(String(new FormData(event.currentTarget).get('sought') ?? ''))}
      >
        <TextInput name="sought" type="search" label={t.search} width={20} />
      </form>
      {sought.trim() !== '' && (
        <>
          <p className="govuk-body" role="status">
            {t.found(found.length)}
          </p>
          <HazardTable lang={lang} today={today} rows={found} caption={t.title} />
        </>
      )}
      <p className="govuk-hint">{t.exportHint}</p>
      <ButtonGroup>
        <Button
          type="button"
          variant="secondary"
          onClick={() => void workbookOf(table()).then((bytes) => save('xlsx', bytes))}
        >
          {t.xlsx}
        </Button>
        <Button
          type="button"
          variant="secondary"
          onClick={() => save('csv', new Blob([csvOf(table())], { type: 'text/csv' }))}
        >
          {t.csv}
        </Button>
      </ButtonGroup>
      <HazardEmployers lang={lang} all={all} />
      <HazardDuties lang={lang} today={today} all={all} />
    </>
  );
}
