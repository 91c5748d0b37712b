import { Button } from '~/ui/button';
import { TextArea } from '~/ui/text-area';
import { limitText } from '~/words/case/limit';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import type { Lang } from '~/words/language';
import type { FollowPageFacts } from './follow-facts';
import { type SealingMode, StepForm } from './follow-form';
import type { MessageForm } from './follow-thread';

type Props = {
  lang: Lang;
  mode: SealingMode;
  objecting: NonNullable<FollowPageFacts['objecting']>;
  maxMessage: number;
  form: MessageForm;
};

/** Objecting to the reply: until when, who reviews it, and the box to say why. */
export function FollowObjection({ lang, mode, objecting: { until }, maxMessage, form }: Props) {
  const words = followActWords[lang].objection;
  return (
    <>
      <h2 className="govuk-heading-m">{words.title}</h2>
      <p className="govuk-body" data-objecting>
        {until ? words.until(limitText(until.on, until.provisional, lang)) : words.open} {words.how}
      </p>
      <StepForm mode={mode} lang={lang} step="object">
        <TextArea
          name="objection"
          label={words.label}
          hint={words.hint}
          error={objectionError(form, maxMessage, lang)}
          defaultValue={form.typed}
          maxLength={maxMessage}
          rows={5}
        />
        <Button name="step" value="object" variant="secondary">
          {words.button}
        </Button>
      </StepForm>
    </>
  );
}

export function objectionError({ error }: MessageForm, most: number, lang: Lang): string | undefined {
  if (error === null) return undefined;
  const { errors } = followWords[lang];
  if (error === 'message') return followActWords[lang].objection.empty;
  if (error === 'messageTooLong') return errors.messageTooLong(most);
  return error === 'messageCode' ? errors.messageCode : followAnswerWords[lang].object[error];
}
