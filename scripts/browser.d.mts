export function readBrowser(): {
  executablePath: string | null;
  version: string | null;
  reason: string | null;
};
