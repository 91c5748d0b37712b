const nothingHere = () => {
  throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
};

/**
 * The server takes what is posted to this address before the framework (app/web/report/report-sealed.server.ts), so
 * there is no page.
 */
export const loader = nothingHere;
export const action = nothingHere;
