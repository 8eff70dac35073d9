import http from 'node:http';
import https from 'node:https';
import type { Env } from '../ports.ts';

/** How a request leaves this machine. */
export interface WayOut {
  isSecure: boolean;
  /** Over a connection of its own, not a kept one. */
  fresh: boolean;
  /** `http://host:port`; null for none, absent where the variables say which. */
  proxy?: string | null | undefined;
}

/** The connections to providers. */
export interface WaysOut {
  agentFor(way: WayOut): http.Agent;
  /** Whether connections of that kind are made through a proxy, as far as this is known before one is made. */
  isProxied(way: WayOut): boolean;
  close(): void;
}

const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'] as const;

/** The variables that name a proxy: an agent of one's own reads them only where it is given them (D-C11). */
export function proxyVariables(env: Env): Env {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** Kept connections, and others, by the proxy that they lead through. `idleMs`: after that long a kept one is closed. */
export function createWaysOut(variables: Env, idleMs: number): WaysOut {
  const agents = new Map<string, http.Agent>();

  const proxyEnvOf = ({ proxy }: WayOut): Env =>
    proxy === undefined ? variables : proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };

  function made(way: WayOut): http.Agent {
    const pool = way.fresh
      ? {}
      : ({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo', timeout: idleMs } as const);
    const Agent = way.isSecure ? https.Agent : http.Agent;
    return new Agent({ ...pool, proxyEnv: proxyEnvOf(way) });
  }

  return {
    agentFor(way) {
      const key = `${way.isSecure} ${way.fresh} ${way.proxy === undefined ? '' : String(way.proxy)}`;
      const agent = agents.get(key) ?? made(way);
      agents.set(key, agent);
      return agent;
    },
    isProxied: (way) => Object.keys(proxyEnvOf(way)).length > 0,
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}
