import { isStepProblem, type StepProblem } from '~/domain/follow/step-problem';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Checkboxes } from '~/ui/checkboxes';
import { Details } from '~/ui/details';
import { FileInput } from '~/ui/file-input';
import { ACCEPT, SEALED_ACCEPT } from '~/ui/report/report-accept';
import { type FileProblem, fileProblemText } from '~/ui/report/report-errors';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import type { Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { type SealingMode, StepForm } from './follow-form';

export type FilesProblem = FileProblem | { code: 'missing' | 'full' | StepProblem };

/** The section for evidence found later. */
export function FollowFiles({ lang, mode, problem }: { lang: Lang; mode: SealingMode; problem: FilesProblem | null }) {
  const words = followActWords[lang].files;
  const plain = reportWords[lang].files;
  return (
    <Details summary={words.title} open={problem !== null}>
      <StepForm mode={mode} lang={lang} step="files" files>
        <FileInput
          name="files"
          label={words.label}
          hint={mode === 'sealed' ? words.hintSealed : `${plain.hint} ${plain.metadata}`}
          error={problem ? filesProblemText(problem, lang) : undefined}
          multiple
          accept={mode === 'sealed' ? SEALED_ACCEPT : ACCEPT}
        />
        {mode === 'sealed' && (
          <Checkboxes
            name="keepOriginal"
            label={words.keepLabel}
            choices={[{ value: 'yes', label: words.keepOriginal, hint: words.keepOriginalHint }]}
          />
        )}
        <Button name="step" value="files" variant="secondary">
          {mode === 'sealed' ? words.add : words.addPlain}
        </Button>
        {mode === 'sealed' && <Sending lang={lang} />}
      </StepForm>
    </Details>
  );
}

/** Filled by the script while files are sealed and sent. */
function Sending({ lang }: { lang: Lang }) {
  const words = followActWords[lang].files;
  return (
    <div data-sending hidden>
      <p className="govuk-body" role="status" data-sending-text />
      <progress className="anshao-progress" max={1} value={0} aria-label={words.title} data-sending-bar />
      <ul className="govuk-list" data-sending-list />
      <ButtonGroup>
        <Button type="button" name="pause" variant="secondary">
          {words.pause}
        </Button>
        <Button type="button" name="resume" variant="secondary">
          {words.resume}
        </Button>
        <Button type="button" name="cancel" variant="secondary">
          {words.cancel}
        </Button>
      </ButtonGroup>
    </div>
  );
}

export function filesProblemText(problem: FilesProblem, lang: Lang): string {
  if (isStepProblem(problem.code)) return followAnswerWords[lang].files[problem.code];
  if (problem.code === 'missing' || problem.code === 'full') return followActWords[lang].files[problem.code];
  return fileProblemText(problem as FileProblem, reportWords[lang]);
}
