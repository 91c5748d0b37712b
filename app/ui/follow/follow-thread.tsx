import type { StepProblem } from '~/domain/follow/step-problem';
import { type Localized, textIn } from '~/domain/localized';
import { Button } from '~/ui/button';
import { SiteLanguage } from '~/ui/site-language';
import { TextArea } from '~/ui/text-area';
import { followWords } from '~/words/follow/follow';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { formatDate, type Lang } from '~/words/language';
import { type SealingMode, StepForm } from './follow-form';

export type MessageFacts = {
  sequence: number;
  from: 'reporter' | 'staff';
  on: string;
  text: string | null;
  /** `former`: signed by somebody who has left; `sealed`: the browser opens it. */
  problem: 'unreadable' | 'newer' | 'unverified' | 'notOwn' | 'former' | 'sealed' | null;
};
export type MessageForm = {
  typed: string;
  error: 'message' | 'messageTooLong' | 'messageCode' | StepProblem | null;
};

type Props = {
  lang: Lang;
  mode: SealingMode;
  unit: Localized;
  messages: readonly MessageFacts[];
  canWrite: boolean;
  maxMessage: number;
  form: MessageForm;
};

/** The messages both ways, and the box to write one. */
export function FollowThread({ lang, mode, unit, messages, canWrite, maxMessage, form }: Props) {
  const words = followWords[lang].page;
  return (
    <>
      <h2 className="govuk-heading-m" id="messages" tabIndex={-1}>
        {words.messages}
      </h2>
      {messages.length === 0 && <p className="govuk-body">{words.noMessages}</p>}
      {messages.length > 0 && (
        <ol className="anshao-messages">
          {messages.map((message) => (
            <Message message={message} unit={unit} lang={lang} key={message.sequence} />
          ))}
        </ol>
      )}
      {canWrite ? (
        <StepForm mode={mode} lang={lang} step="message">
          <TextArea
            name="message"
            label={words.message.label}
            hint={words.message.hint}
            error={messageError(form, maxMessage, lang)}
            defaultValue={form.typed}
            maxLength={maxMessage}
            rows={5}
          />
          <Button name="step" value="message">
            {words.send}
          </Button>
        </StepForm>
      ) : (
        <p className="govuk-body">{words.closedMessages}</p>
      )}
    </>
  );
}

function Message({ message, unit, lang }: { message: MessageFacts; unit: Localized; lang: Lang }) {
  const words = followWords[lang].page;
  const { sequence, from, on, text, problem } = message;
  return (
    <li className={from === 'reporter' ? 'anshao-message anshao-message--ours' : 'anshao-message'}>
      <p className="anshao-message__meta">
        <strong>{from === 'reporter' ? words.fromYou : textIn(unit, lang)}</strong>{' '}
        <time dateTime={on}>{formatDate(on, lang)}</time>
      </p>
      <p className="govuk-body anshao-lines" data-message={problem === 'sealed' ? sequence : undefined}>
        <SiteLanguage>{text ?? (problem === 'sealed' || problem === null ? '…' : words[problem])}</SiteLanguage>
      </p>
      {(problem === 'former' || problem === 'sealed') && (
        <p className="govuk-hint" hidden={problem === 'sealed'} data-message-note>
          {words.former}
        </p>
      )}
    </li>
  );
}

export function messageError({ error }: MessageForm, most: number, lang: Lang): string | undefined {
  if (error === null) return undefined;
  const { errors } = followWords[lang];
  if (error === 'messageTooLong') return errors.messageTooLong(most);
  return error === 'message' || error === 'messageCode' ? errors[error] : followAnswerWords[lang].message[error];
}
