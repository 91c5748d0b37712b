import type { InlineScript } from './page';

/**
 * The inline scripts that the framework (Remix 2, React 18) writes into staff pages, with a gap wherever an answer's
 * own data stands. They cannot be listed by hash, because the data differ; anything that is not exactly of these shapes
 * is a difference. Data must be JSON, so that no code hides in it.
 */
const CONTEXT = {
  before: 'window.__remixContext = ',
  after:
    ';window.__remixContext.stream = new ReadableStream({start(controller){window.__remixContext.streamController = controller;}}).pipeThrough(new TextEncoderStream());',
};
const CHUNK = { before: 'window.__remixContext.streamController.enqueue(', after: ');' };
const CLOSE = 'window.__remixContext.streamController.close();';

const PATH = '"(\\/[\\w./-]+\\.js)"';
const ROUTE_ID = '"[\\w./$:() -]+"';
const MODULES = new RegExp(
  `^(?:import ${PATH})?;\\n((?:import \\* as route\\d+ from ${PATH};\\n?)*)\\s*(?:window\\.__remixManifest = (\\{[^]*?\\n\\});)?\\n` +
    `window\\.__remixRouteModules = \\{(?:${ROUTE_ID}:route\\d+,?)*\\};\\n\\nimport\\(${PATH}\\);$`,
);

const SCROLL = [
  '((STORAGE_KEY,restoreKey)=>{if(!window.history.state||!window.history.state.key){',
  'let key=Math.random().toString(32).slice(2);window.history.replaceState({key},"");}',
  'try{let positions=JSON.parse(sessionStorage.getItem(STORAGE_KEY)||"{}");',
  'let storedY=positions[restoreKey||window.history.state.key];',
  'if(typeof storedY==="number"){window.scrollTo(0,storedY);}',
  '}catch(error){console.error(error);sessionStorage.removeItem(STORAGE_KEY);}})("positions",null)',
].join('');

/** React's script that moves a part that arrived late into its place. */
const LATE_PART = [
  'function $RC(a,b){a=document.getElementById(a);b=document.getElementById(b);b.parentNode.removeChild(b);',
  'if(a){a=a.previousSibling;var f=a.parentNode,c=a.nextSibling,e=0;do{if(c&&8===c.nodeType){var d=c.data;',
  'if("/$"===d)if(0===e)break;else e--;else"$"!==d&&"$?"!==d&&"$!"!==d||e++}d=c.nextSibling;f.removeChild(c);c=d}',
  'while(c);for(;b.firstChild;)f.insertBefore(b.firstChild,c);a.data="$";a._reactRetry&&a._reactRetry()}};',
].join('');
const LATE_CALL = /^\$RC\("B:[0-9a-f]+","S:[0-9a-f]+"\)$/;

/** Paths that a known inline script imports, now or later; null for any other script. */
export function inlineReferences({ text, module }: InlineScript): string[] | null {
  if (module) return moduleReferences(text);
  if (text === CLOSE || bare(text) === bare(SCROLL)) return [];
  if (LATE_CALL.test(text.startsWith(LATE_PART) ? text.slice(LATE_PART.length) : text)) return [];
  if (dataBetween(text, CHUNK) !== null) return [];
  return dataBetween(text, CONTEXT) === null ? null : [];
}

function moduleReferences(text: string): string[] | null {
  const found = MODULES.exec(text);
  if (!found) return null;
  const [, framework, routes = '', , manifest, entry] = found;
  const named = [...routes.matchAll(new RegExp(PATH, 'g'))].map((one) => one[1]);
  const later = manifest === undefined ? [] : filesIn(manifest);
  if (later === null) return null;
  return [framework, ...named, ...later, entry].filter((path) => path !== undefined);
}

/** Every text in the framework's list of routes that is a file. */
function filesIn(json: string): string[] | null {
  try {
    const files: string[] = [];
    JSON.parse(json, (_, value) => {
      if (typeof value === 'string' && /\.(?:m?js|css)$/.test(value)) files.push(value);
      return value;
    });
    return files;
  } catch {
    return null;
  }
}

/** The JSON between two fixed texts; null when the text is not made like that. */
function dataBetween(text: string, { before, after }: { before: string; after: string }): unknown {
  if (!text.startsWith(before) || !text.endsWith(after) || text.length < before.length + after.length) return null;
  try {
    return JSON.parse(text.slice(before.length, text.length - after.length)) ?? null;
  } catch {
    return null;
  }
}

/** Spaces and line ends of a function depend on how the server was built; nothing else may differ. */
const bare = (text: string): string => text.replaceAll(/\s+/g, '');
