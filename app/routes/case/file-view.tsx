import { useEffect, useRef, useState } from 'react';
import { handOver, type NotViewable, placeOf, type ToView, type ViewerState } from '~/browser/case/file-viewer';
import { Button } from '~/ui/button';
import { Inset } from '~/ui/inset';
import { caseWords } from '~/words/case/case';
import { pdfViewWords } from '~/words/case/pdf-view';
import { pictureViewWords } from '~/words/case/picture-view';
import { htmlLang, type Lang } from '~/words/language';

type Props = { lang: Lang; view: ToView | { not: NotViewable }; onClose: () => void };

/** A reporter's file in a frame of its own, or the reason why it is not opened here. */
export function FileView({ lang, view, onClose }: Props) {
  const t = caseWords[lang];
  return (
    <div className="anshao-file-view" data-file-view>
      {'not' in view ? <Inset>{t.notViewable[view.not]}</Inset> : <Frame lang={lang} view={view} />}
      <Button type="button" variant="secondary" onClick={onClose}>
        {t.closeView}
      </Button>
    </div>
  );
}

/** PDFs and pictures with a frame of their own have words of their own. */
function wordsOf(view: ToView, lang: Lang) {
  if ('pdf' in view) return pdfViewWords[lang];
  return 'picture' in view ? pictureViewWords[lang] : null;
}

type OwnWords = NonNullable<ReturnType<typeof wordsOf>>;
const endWords = (own: OwnWords, state: ViewerState): string =>
  (own as Partial<Record<ViewerState, string>>)[state] ?? own.failed;

function Frame({ lang, view }: { lang: Lang; view: ToView }) {
  const t = caseWords[lang];
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<ViewerState>('opening');
  // The address is set only once somebody listens, because the frame says `ready` a single time.
  useEffect(() => {
    if (!frame.current) return;
    const words = { lang: htmlLang(lang), words: wordsOf(view, lang)?.frame ?? null };
    const end = handOver(frame.current, view, words, setState);
    frame.current.src = placeOf(view);
    return end;
  }, [view, lang]);
  const own = wordsOf(view, lang);
  const ended = state !== 'opening' && state !== 'shown';
  return (
    <>
      <div role="status" className="govuk-body" data-view-state={state}>
        {state === 'opening' && (own?.opening ?? t.opening)}
        {ended && (own ? <Inset>{endWords(own, state)}</Inset> : t.viewFailed)}
      </div>
      {/* Without allow-same-origin the frame's origin is opaque: it has no storage, no keys and no network. */}
      {!(own && ended) && (
        <iframe ref={frame} className="anshao-file-view__frame" title={t.viewing} sandbox="allow-scripts" />
      )}
    </>
  );
}
