import 'next-auth';
import 'next-auth/jwt';

declare module 'next-auth' {
  interface User {
    id: string;
    sessionVersion: number;
    organizationId: string;
  }
  interface Session {
    userId?: string;
    sessionVersion?: number;
    organizationId?: string;
    signInId?: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    version?: number;
    organizationId?: string;
    signInId?: string;
  }
}
