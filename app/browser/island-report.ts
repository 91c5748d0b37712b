import { byId, copyOf, onClick, part, show } from './report/report-dom';
import type { Flow } from './report/report-flow';
import { dropPending, pendingReport } from './report/report-pending';
import { findLacks, type MissingFeature } from './report/report-probe';

/**
 * The report page's script: finds out whether this browser can seal, says so before anything is typed, and takes the
 * form over. Everything large is loaded when somebody begins to fill the form in.
 */
const form = document.getElementById('report-form');
if (form instanceof HTMLFormElement) start(form);

function start(page: HTMLFormElement): void {
  let mode: 'asking' | 'sealed' | 'lacking' | 'plain' = 'asking';
  let typed = false;
  let flow: Promise<Flow> | null = null;
  let running: Flow | null = null;

  const load = () => {
    flow ??= import('./report/report-flow').then(({ makeFlow }) => makeFlow(page, sent));
    flow.then(
      (made) => {
        running = made;
      },
      () => say('broken'),
    );
    return flow;
  };

  function sent(): void {
    typed = false;
  }

  const known = findLacks().then((lacks) => {
    mode = lacks.length === 0 ? 'sealed' : 'lacking';
    if (mode === 'sealed') part(say('sealed'), 'fingerprint').textContent = page.dataset.fingerprint ?? '';
    else askForPlain(lacks);
  });

  /** The form cannot be used until somebody says that the plain form will do. */
  function askForPlain(lacks: readonly MissingFeature[]): void {
    const box = say('lacking');
    for (const line of box.querySelectorAll<HTMLElement>('[data-lack]')) {
      if (!lacks.includes(line.dataset.lack as MissingFeature)) line.remove();
    }
    show(page, false);
    onClick(byId('use-plain'), () => {
      mode = 'plain';
      say('plain');
      show(page, true);
      byId('report-mode').tabIndex = -1;
      byId('report-mode').focus();
    });
  }

  page.addEventListener('submit', (event) => {
    if (mode === 'plain') return;
    event.preventDefault();
    void known.then(async () => {
      if (mode === 'sealed') (await load()).check();
    });
  });

  const pending = pendingReport();
  if (pending !== null) void load().then(({ resume }) => resume(pending));

  const begin = () =>
    void known.then(() => {
      if (mode === 'sealed') load().catch(() => undefined);
    });
  for (const kind of ['focusin', 'pointerdown'] as const) page.addEventListener(kind, begin, { once: true });
  page.addEventListener('input', () => {
    typed = true;
  });

  addEventListener('beforeunload', (event) => {
    if (typed && mode !== 'plain') event.preventDefault();
  });

  const exit = document.querySelector<HTMLAnchorElement>('.anshao-exit__link');
  exit?.addEventListener('click', (event) => {
    event.preventDefault();
    typed = false;
    wipe(page);
    dropPending();
    // The exit replaces this page, so that Back does not lead here.
    const leave = () => location.replace(exit.href);
    if (running) running.clearAndLeave(leave);
    else leave();
  });
}

/** Says which way is in use, where the server had said it. */
function say(name: 'sealed' | 'lacking' | 'plain' | 'broken'): HTMLElement {
  const box = copyOf(`mode-${name}`);
  byId('report-mode').replaceChildren(box);
  if (name === 'broken') onClick(byId('reload'), () => location.reload());
  return box;
}

/** `reset` would bring back what came with the page, none of which may stay. */
function wipe(page: HTMLFormElement): void {
  page.reset();
  for (const control of page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (control.type !== 'hidden' && control.type !== 'radio' && control.type !== 'checkbox') control.value = '';
  }
}
