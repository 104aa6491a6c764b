import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { EXAMPLES } from './examples.ts';
import { SessionBar } from './session/session-bar.tsx';
import type { SessionKeeper } from './session/session-keeper.ts';

export function Page({ fetcher, keeper }: { fetcher: Fetcher; keeper: SessionKeeper }) {
  return (
    <>
      <SessionBar keeper={keeper} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={EXAMPLES}
          defaultEditorToolsVisibility="variables"
          // Headers may hold an API key: they are never written to the browser's storage.
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}
