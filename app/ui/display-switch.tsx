import { type Display, encodeDisplay } from './display';
import { useCommon } from './language';

/**
 * Large type and high contrast as one small form that works without scripts.
 * Posts `display` (see encodeDisplay) and `back` (the path to return to) to /display.
 */
export function DisplaySwitch({ display, path }: { display: Display; path: string }) {
  const words = useCommon().display;
  return (
    <form className="anshao-display" method="post" action="/display" aria-label={words.label}>
      <input type="hidden" name="back" value={path} />
      <button
        className="anshao-bar-link"
        type="submit"
        name="display"
        value={encodeDisplay({ ...display, largeType: !display.largeType })}
      >
        {display.largeType ? words.normalType : words.largeType}
      </button>
      <button
        className="anshao-bar-link"
        type="submit"
        name="display"
        value={encodeDisplay({ ...display, highContrast: !display.highContrast })}
      >
        {display.highContrast ? words.normalContrast : words.highContrast}
      </button>
    </form>
  );
}
