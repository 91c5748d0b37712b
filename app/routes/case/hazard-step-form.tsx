import type { ReactNode } from 'react';
import { type OpenedHazard, sealHazardStep } from '~/browser/case/hazard-workspace';
import { workspaceKeyring } from '~/browser/case/use-case-workspace';
import type { HazardWorkspace } from '~/contract/answers/hazard';
import type { HazardSaid } from '~/contract/sealed/hazard';
import type { Localized } from '~/domain/localized';
import { isBlank } from '~/domain/typed/text';
import { Details } from '~/ui/details';
import { TextArea } from '~/ui/text-area';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';
import { HazardForm } from './hazard-form';

/** An entry that is open here, and what its steps need. */
export type StepProps = {
  lang: Lang;
  today: string;
  opened: OpenedHazard & { said: HazardSaid };
  workspace: HazardWorkspace;
  memberId: string;
  isLead: boolean;
  units: readonly { id: string; names: Localized }[];
  onDone: () => void;
};
type Wrong = Record<string, string>;
type Step = Parameters<typeof sealHazardStep>[1];

export const textOf = (typed: FormData, name: string): string => String(typed.get(name) ?? '').trim();

/** Seals the entry with one step more, as it is posted. */
export async function sealedStep({ opened, workspace, today }: StepProps, step: Step, more: Wrong = {}) {
  const written = await sealHazardStep(opened, step, { workspace, keyring: workspaceKeyring, today });
  return { act: step.act, fields: { ...written, ...more } };
}

type StepFormProps = {
  of: StepProps;
  name: 'evidence' | 'extend' | 'reinspect' | 'strikeOff' | 'supervise' | 'handOn';
  prepare: (typed: FormData) => ReturnType<Parameters<typeof HazardForm>[0]['prepare']>;
  children?: (wrong: Readonly<Wrong>) => ReactNode;
};

/** A step with words of its own; `children` stand before them. */
export function StepForm({ of, name, prepare, children }: StepFormProps) {
  const { lang, opened, onDone } = of;
  const t = hazardWords[lang];
  const words = t.steps[name];
  const id = (field: string) => `${name}-${field}`;
  return (
    <Details summary={words.title}>
      <HazardForm
        lang={lang}
        place={`hazards/${opened.hazardId}#${name}`}
        save={words.save}
        done={t.done}
        onDone={onDone}
        errorsOf={(wrong) => Object.entries(wrong).map(([field, message]) => ({ field: id(field), message }))}
        prepare={async (typed) => {
          if (isBlank(textOf(typed, 'text'))) return { wrong: { text: t.missing.text } };
          return prepare(typed);
        }}
      >
        {(wrong) => (
          <>
            {'hint' in words && <p className="govuk-hint">{words.hint}</p>}
            {children?.(wrong)}
            <TextArea name="text" id={id('text')} label={words.text} error={wrong.text} rows={3} maxLength={1000} />
          </>
        )}
      </HazardForm>
    </Details>
  );
}
