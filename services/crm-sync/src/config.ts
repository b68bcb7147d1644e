import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({ ...commonConfig, PORT: { ...commonConfig.PORT, default: 4004 } });
export type Config = Static<typeof Config>;

export const configOf = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);
