import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { listParts, takePart } from '~/web/report/upload.server';

/** Sealed parts of files, sent ahead of the report they belong to; docs/interfaces.md has the headers. */
export const action = ({ request, context }: ActionFunctionArgs) => takePart(context.ctx, request, context.visitor);

export const loader = ({ request, context }: LoaderFunctionArgs) => listParts(context.ctx, request);
