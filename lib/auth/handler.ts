import NextAuth from 'next-auth';
import { authOptions } from './options';

type AuthHandler = (request: Request, context: unknown) => Promise<Response>;

let handler: AuthHandler | undefined;

/** next-auth's routes, made at the first request: a build has no settings. */
export function handleAuth(request: Request, context: unknown): Promise<Response> {
  handler ??= NextAuth(authOptions()) as AuthHandler;
  return handler(request, context);
}
