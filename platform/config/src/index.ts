export type { Limits, LiveLimits, RequestLimits } from './limit-settings.ts';
export { type DevelopmentSecrets, developmentSecrets, requireSecrets } from './secrets.ts';
export {
  readSettings,
  type Secrets,
  type Settings,
  SettingsError,
  SUBGRAPH_NAMES,
  type SubgraphName,
} from './settings.ts';
