import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4004, description: 'Port to listen on' }),
});
export type Config = Static<typeof Config>;

export const configOf = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);
