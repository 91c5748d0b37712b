import { useState } from 'react';
import { evidenceHere } from '~/browser/case/hazard-ledger';
import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import { saveBytes } from '~/browser/case/save-bytes';
import type { EvidenceFile, HazardSaid } from '~/contract/sealed/hazard';
import { isLateHazard } from '~/domain/case/hazard';
import { HAZARD_FIELDS } from '~/domain/case/hazard-entry';
import type { EvidenceKind } from '~/domain/case/hazard-kinds';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { Timeline } from '~/ui/timeline';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';
import { hazardFieldText, stepFacts } from './hazard-text';

type Props = {
  lang: Lang;
  today: string;
  opened: OpenedHazard & { said: HazardSaid };
  /** Names of members by id. */
  names: Readonly<Record<string, string>>;
};

/** All that an opened entry says, and what was done with it. */
export function HazardEntryView({ lang, today, opened, names }: Props) {
  const t = hazardWords[lang];
  const { said, state, supervised } = opened;
  const fields = HAZARD_FIELDS.filter((field) => said.entry[field] !== '');
  return (
    <>
      <p className="govuk-body" data-hazard-state={state}>
        <Tag tone={state === 'struckOff' ? 'good' : 'progress'}>{t.states[state]}</Tag>{' '}
        {supervised && <Tag tone="attention">{t.supervised}</Tag>}{' '}
        {isLateHazard(opened, today) && <Tag tone="bad">{t.late}</Tag>}
      </p>
      <SummaryList
        rows={fields.map((field) => ({ key: t.fields[field], value: hazardFieldText(field, said.entry[field], lang) }))}
      />
      <h2 className="govuk-heading-m">{t.history}</h2>
      <Timeline
        label={t.history}
        events={said.steps.map((step, at) => ({
          key: String(at),
          title: [t.acts[step.act], ...stepFacts(step, lang)].join(' · '),
          date: step.on,
          by: names[step.memberId],
          body: (
            <>
              {step.text}
              {step.evidence?.file && (
                <Evidence lang={lang} kind={step.evidence.kind} file={step.evidence.file} order={opened.order} />
              )}
            </>
          ),
        }))}
      />
    </>
  );
}

type EvidenceProps = { lang: Lang; kind: EvidenceKind; file: EvidenceFile; order: number };

/** A file of evidence, opened here and given to whoever presses. */
function Evidence({ lang, kind, file, order }: EvidenceProps) {
  const t = hazardWords[lang];
  const [state, setState] = useState<'ready' | 'working' | 'failed'>('ready');
  async function open() {
    setState('working');
    try {
      const bytes = await evidenceHere(lang, file);
      // The type that the entry says is not used: the browser saves the file, and does not run or show it here.
      saveBytes(new Uint8Array(bytes), `${t.entryNumber(order)} ${t.evidenceKinds[kind]}.${plainExtension(file)}`);
      setState('ready');
    } catch {
      setState('failed');
    }
  }
  return (
    <div>
      <ErrorMessage id={`evidence-${file.id}`} message={state === 'failed' ? t.fileFailed : undefined} />
      <Button type="button" variant="secondary" disabled={state === 'working'} onClick={() => void open()}>
        {t.openFile(t.evidenceKinds[kind])}
      </Button>
    </div>
  );
}

/** Whoever wrote the entry may have written anything as an ending. */
const plainExtension = ({ extension }: EvidenceFile): string => (extension === 'pdf' ? 'pdf' : 'jpg');
