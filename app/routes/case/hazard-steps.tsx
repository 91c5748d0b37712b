import { sealEvidence } from '~/browser/case/hazard-evidence';
import type { StepWords } from '~/browser/case/hazard-workspace';
import { isOfferedStep } from '~/domain/case/hazard';
import { HAZARD_FIELDS, type HazardEntry, limitOn, readHazard } from '~/domain/case/hazard-entry';
import { EVIDENCE_KINDS } from '~/domain/case/hazard-kinds';
import { textIn } from '~/domain/localized';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { Details } from '~/ui/details';
import { FileInput } from '~/ui/file-input';
import { Radios } from '~/ui/radios';
import { Select } from '~/ui/select';
import { hazardWords } from '~/words/case/hazard';
import { HazardFields, hazardErrors } from './hazard-fields';
import { HazardForm } from './hazard-form';
import { StepForm, type StepProps, sealedStep, textOf } from './hazard-step-form';

/** What can be done with an entry now; each step is sealed with the whole entry and signed here. */
export function HazardSteps(props: StepProps) {
  const { lang, opened, memberId, isLead } = props;
  const t = hazardWords[lang];
  const offered = (type: Parameters<typeof isOfferedStep>[1]) => isOfferedStep(opened, type, memberId);
  return (
    <>
      {opened.state === 'reinspected' && !offered('strikeOff') && <p className="govuk-body">{t.yourself}</p>}
      {offered('amend') && <EvidenceStep {...props} />}
      {offered('reinspect') && <ReinspectStep {...props} />}
      {offered('strikeOff') && <StrikeOffStep {...props} />}
      {offered('extend') && isLead && <ExtendStep {...props} />}
      {offered('supervise') && isLead && <SuperviseStep {...props} />}
      {offered('amend') && <CorrectStep {...props} />}
      {offered('amend') && isLead && <HandOnStep {...props} />}
    </>
  );
}

function EvidenceStep(of: StepProps) {
  const t = hazardWords[of.lang];
  const words = t.steps.evidence;
  async function prepare(typed: FormData) {
    const kind = EVIDENCE_KINDS.find((one) => one === textOf(typed, 'kind'));
    const chosen = typed.get('file');
    const file = chosen instanceof File && chosen.size > 0 ? chosen : null;
    if (file && kind === undefined) return { wrong: { kind: t.missing.kind } };
    if (!file && kind !== undefined) return { wrong: { file: t.missing.file } };
    const made = file && (await sealEvidence(file));
    if (made && 'problem' in made) return { wrong: { file: t[made.problem] } };
    const evidence = kind === undefined ? null : { kind, file: made?.file ?? null };
    const words: StepWords = { text: textOf(typed, 'text'), evidence };
    return sealedStep(of, { act: 'amend', words }, { grade: of.opened.grade, ...(made && { file: made.posted }) });
  }
  return (
    <StepForm of={of} name="evidence" prepare={prepare}>
      {(wrong) => (
        <>
          <Select
            name="kind"
            id="evidence-kind"
            label={words.kind}
            placeholder={words.noKind}
            choices={choicesFrom(EVIDENCE_KINDS, t.evidenceKinds)}
            error={wrong.kind}
          />
          <FileInput
            name="file"
            id="evidence-file"
            label={words.file}
            hint={words.fileHint}
            accept="image/*,application/pdf"
            error={wrong.file}
          />
        </>
      )}
    </StepForm>
  );
}

function ReinspectStep(of: StepProps) {
  const t = hazardWords[of.lang];
  return (
    <StepForm
      of={of}
      name="reinspect"
      prepare={async (typed) => {
        const passed = textOf(typed, 'passed');
        if (passed !== 'yes' && passed !== 'no') return { wrong: { passed: t.missing.passed } };
        const words = { text: textOf(typed, 'text'), passed: passed === 'yes' };
        return sealedStep(of, { act: 'reinspect', words }, { passed });
      }}
    >
      {(wrong) => (
        <Radios
          name="passed"
          id="reinspect-passed"
          label={t.steps.reinspect.passed}
          choices={choicesFrom(['yes', 'no'], t.passed)}
          error={wrong.passed}
        />
      )}
    </StepForm>
  );
}

function StrikeOffStep(of: StepProps) {
  const t = hazardWords[of.lang];
  const kinds = of.opened.said.steps.flatMap(({ evidence }) => evidence?.kind ?? []);
  const lacks = of.opened.grade === 'major' && !(kinds.includes('before') && kinds.includes('after'));
  return (
    <StepForm
      of={of}
      name="strikeOff"
      prepare={async (typed) =>
        lacks
          ? { wrong: { text: t.needsEvidence } }
          : sealedStep(of, { act: 'strikeOff', words: { text: textOf(typed, 'text') } })
      }
    />
  );
}

function ExtendStep(of: StepProps) {
  const t = hazardWords[of.lang];
  return (
    <StepForm
      of={of}
      name="extend"
      prepare={async (typed) => {
        const read = limitOn(textOf(typed, 'dueOn'), of.today);
        if (!('day' in read)) return { wrong: { dueOn: t.problems[read.problem] } };
        const { day: dueOn } = read;
        if (dueOn < of.today || dueOn <= (of.opened.dueOn ?? '')) return { wrong: { dueOn: t.badLimit } };
        return sealedStep(of, { act: 'extend', words: { text: textOf(typed, 'text'), dueOn } }, { dueOn });
      }}
    >
      {(wrong) => <DateInput name="dueOn" id="extend-dueOn" label={t.steps.extend.dueOn} error={wrong.dueOn} />}
    </StepForm>
  );
}

const SuperviseStep = (of: StepProps) => (
  <StepForm
    of={of}
    name="supervise"
    prepare={async (typed) => sealedStep(of, { act: 'supervise', words: { text: textOf(typed, 'text') } })}
  />
);

function HandOnStep(of: StepProps) {
  const t = hazardWords[of.lang];
  return (
    <StepForm
      of={of}
      name="handOn"
      prepare={async (typed) => {
        const unit = textOf(typed, 'unit');
        if (unit === '') return { wrong: { unit: t.missing.unit } };
        return sealedStep(of, { act: 'handOn', words: { text: textOf(typed, 'text') }, toUnitId: unit }, { unit });
      }}
    >
      {(wrong) => (
        <Select
          name="unit"
          id="handOn-unit"
          label={t.steps.handOn.unit}
          choices={of.units.map(({ id, names }) => ({ value: id, label: textIn(names, of.lang) }))}
          error={wrong.unit}
        />
      )}
    </StepForm>
  );
}

/** The whole entry as it stands, to be corrected or completed; the limit moves by an extension only. */
function CorrectStep(of: StepProps) {
  const { lang, opened, today, onDone } = of;
  const t = hazardWords[lang];
  const words = t.steps.correct;
  async function prepare(typed: FormData) {
    const read = readHazard((field) => textOf(typed, field), today);
    if ('errors' in read) return { wrong: { ...read.errors } };
    const entry: HazardEntry = { ...read.entry, dueOn: opened.said.entry.dueOn };
    const changed = HAZARD_FIELDS.filter((field) => entry[field] !== opened.said.entry[field]);
    const said = { text: changed.map((field) => t.fields[field]).join('\n') };
    return sealedStep(of, { act: 'amend', entry, words: said }, { grade: read.grade });
  }
  return (
    <Details summary={words.title}>
      <HazardForm
        lang={lang}
        place={`hazards/${opened.hazardId}#correct`}
        save={words.save}
        done={t.done}
        onDone={onDone}
        errorsOf={(wrong) => hazardErrors(wrong, lang)}
        prepare={prepare}
      >
        {(wrong) => <HazardFields lang={lang} problems={wrong} entry={opened.said.entry} isEntered />}
      </HazardForm>
    </Details>
  );
}
