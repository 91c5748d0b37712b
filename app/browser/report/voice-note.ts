/** What a browser's recorder may produce, best first: the smallest for a voice, then what iPhones can make. */
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Enough for a clear voice; ten minutes take about 2 MB. */
const BITS_PER_SECOND = 24_000;
const LONGEST_MS = 10 * 60_000;

type State = 'ready' | 'recording' | 'recorded' | 'denied';

/** Whether this browser can record at all; if not, the page does not offer it. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined && formatHere() !== undefined;

const formatHere = () => FORMATS.find((format) => MediaRecorder.isTypeSupported(format));

/**
 * Brings the controls of `ui/voice-note` to life: record, listen, add or throw away. Nothing leaves the page before
 * `onAdd`. What it gets was made by this page and holds no place or device, so it can be added as it is
 * (`keepOriginal`). The returned function ends a recording and forgets it. Null, and the controls stay hidden, where
 * nothing can be recorded.
 */
export function mountVoiceNote(root: HTMLElement, onAdd: (note: File) => void): (() => void) | null {
  if (!canRecord()) return null;
  const part = (name: string) => {
    const found = root.querySelector<HTMLElement>(`[data-voice="${name}"]`);
    if (!found) throw new Error(`voice note without ${name}`);
    return found;
  };
  const player = part('player') as HTMLAudioElement;
  let recorder: MediaRecorder | null = null;
  let note: Blob | null = null;
  let clock: ReturnType<typeof setInterval> | undefined;

  function show(state: State): void {
    root.dataset.state = state;
    for (const element of root.querySelectorAll<HTMLElement>('[data-shown-when]')) {
      element.hidden = !(element.dataset.shownWhen ?? '').split(' ').includes(state);
    }
  }

  function forget(): void {
    if (player.src) URL.revokeObjectURL(player.src);
    player.removeAttribute('src');
    note = null;
  }

  function recorded(blob: Blob): void {
    clearInterval(clock);
    recorder = null;
    note = blob;
    player.src = URL.createObjectURL(note);
    show('recorded');
    player.focus();
  }

  async function start(): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      show('denied');
      return;
    }
    const made = startRecorder(stream, (blob) => {
      if (recorder === made) recorded(blob);
    });
    recorder = made;
    const since = performance.now();
    const tick = () => {
      const passed = performance.now() - since;
      part('time').textContent = clockText(passed);
      if (passed >= LONGEST_MS) made.stop();
    };
    tick();
    clock = setInterval(tick, 500);
    show('recording');
    part('stop').querySelector('button')?.focus();
  }

  function discard(): void {
    const running = recorder;
    recorder = null;
    clearInterval(clock);
    running?.stop();
    forget();
    show('ready');
  }

  part('start').addEventListener('click', () => void start());
  part('again').addEventListener('click', () => void start());
  part('stop').addEventListener('click', () => recorder?.stop());
  part('discard').addEventListener('click', discard);
  part('add').addEventListener('click', () => {
    if (note) onAdd(new File([note], 'voice', { type: note.type }));
    discard();
  });
  show('ready');
  root.hidden = false;
  return discard;
}

/** Records until it is stopped; then the microphone's light goes out. */
function startRecorder(stream: MediaStream, onStop: (note: Blob) => void): MediaRecorder {
  const pieces: Blob[] = [];
  const mimeType = formatHere() ?? '';
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  recorder.ondataavailable = ({ data }) => void pieces.push(data);
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop();
    onStop(new Blob(pieces, { type: mimeType }));
  };
  recorder.start(1_000);
  return recorder;
}

/** The length as `3:07`. */
function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
