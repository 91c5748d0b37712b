import { createContext, useContext } from 'react';

/** The script's address, and those of its immediate imports, by the island's name. */
export type Islands = Readonly<Record<string, { script: string; imports: readonly string[] }>>;

/** Provided by the server's rendering; null where a page is rendered without the built site. */
export const IslandsContext = createContext<Islands | null>(null);

/**
 * The one script of a public page. The page must work without it; its words stand in the page, not in the script.
 * Throws an Error when the build has no such island.
 */
export function Island({ name }: { name: string }) {
  const islands = useContext(IslandsContext);
  if (islands === null) return null;
  const island = islands[name];
  if (island === undefined) throw new Error(`no island "${name}" in the build`);
  return (
    <>
      {island.imports.map((path) => (
        <link rel="modulepreload" href={path} key={path} />
      ))}
      <script type="module" src={island.script} />
    </>
  );
}
