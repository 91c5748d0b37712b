import type { LoaderFunctionArgs } from '@remix-run/node';
import QRCode from 'qrcode';
import { boardAtGate } from '~/services/county/board.server';

/** The board's QR code as SVG, for printing: it holds the address of the board's page and nothing else. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { ctx } = context;
  const board = await boardAtGate(ctx, params.site ?? null);
  if (!board) throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  const svg = await QRCode.toString(`${ctx.origins[0]}/q/${encodeURIComponent(board.code)}`, {
    type: 'svg',
    errorCorrectionLevel: 'Q',
    margin: 4,
  });
  return new Response(svg, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' } });
}
