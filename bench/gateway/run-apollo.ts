import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type GatewaySetting, reportUsage } from './gateway-process.ts';

/** Apollo Server in front of @apollo/gateway, as its documentation starts it. */
process.once('message', async ({ supergraphSdl }: GatewaySetting) => {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  reportUsage({ url: new URL(url).origin });
});
