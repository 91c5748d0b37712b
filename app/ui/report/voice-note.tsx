import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Details } from '~/ui/details';
import { Warning } from '~/ui/warning';
import type { Lang } from '~/words/language';
import { voiceNoteWords } from '~/words/report/voice-note';

/** Controls of a voice note, hidden until `browser/report/voice-note` has found that this browser can record. */
export function VoiceNote({ lang }: { lang: Lang }) {
  const words = voiceNoteWords[lang];
  return (
    <div data-voice-note hidden>
      <Details summary={words.title}>
        <Warning>{words.warning}</Warning>
        <p className="govuk-body">{words.hint}</p>
        <div data-shown-when="ready">
          <Press part="start" label={words.start} />
        </div>
        <div data-shown-when="denied" hidden>
          <p className="govuk-body" role="alert">
            {words.denied}
          </p>
          <Press part="again" label={words.again} />
        </div>
        <div data-shown-when="recording" hidden>
          <p className="govuk-body">
            <span role="status">{words.recording}</span> <strong data-voice="time" />
          </p>
          <Press part="stop" label={words.stop} />
        </div>
        <div data-shown-when="recorded" hidden>
          {/* biome-ignore lint/a11y/useMediaCaption: the reporter's own voice, just spoken */}
          <audio controls data-voice="player" aria-label={words.listen} />
          <ButtonGroup>
            <Press part="add" label={words.add} />
            <Press part="discard" label={words.discard} />
          </ButtonGroup>
        </div>
      </Details>
    </div>
  );
}

function Press({ part, label }: { part: string; label: string }) {
  return (
    <span data-voice={part}>
      <Button type="button" variant="secondary">
        {label}
      </Button>
    </span>
  );
}
