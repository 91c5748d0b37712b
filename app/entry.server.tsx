import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { IslandsContext } from '~/ui/island';
import '~/web/load-context';
import { safeError } from '~/web/log.server';
import { NonceContext } from '~/web/nonce';
import { withoutNul } from '~/web/without-nul.server';

const RENDER_MS = 10_000;

/**
 * Renders a page. Crawlers, and pages without scripts, get it whole, because nothing could move late parts into place
 * there.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  { nonce, ctx, islands }: AppLoadContext,
): Promise<Response> {
  const whole = nonce === '' || isbot(request.headers.get('user-agent')) || !usesScripts(remix);
  let answerStatus = status;
  return new Promise((resolve, reject) => {
    const answer = () => {
      const body = withoutNul();
      // The timer keeps the page in memory, and with it what was typed there.
      body.once('close', () => clearTimeout(timer));
      headers.set('Content-Type', 'text/html; charset=utf-8');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answerStatus }));
      pipe(body);
    };
    const page = (
      <NonceContext.Provider value={nonce}>
        <IslandsContext.Provider value={islands}>
          <RemixServer context={remix} url={request.url} nonce={nonce} />
        </IslandsContext.Provider>
      </NonceContext.Provider>
    );
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      ...(whole ? { onAllReady: answer } : { onShellReady: answer }),
      onShellError: reject,
      onError(error) {
        answerStatus = 500;
        ctx.log('render.failed', safeError(error));
      },
    });
    const timer = setTimeout(abort, RENDER_MS).unref();
  });
}

function usesScripts({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some(({ route }) => {
    const handle = routeModules[route.id]?.handle as { scripts?: unknown } | undefined;
    return handle?.scripts === true;
  });
}

/**
 * Logs unexpected errors from loaders and actions: only class and place, because messages may repeat what was typed.
 */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.ctx.log('page.failed', safeError(error));
}
