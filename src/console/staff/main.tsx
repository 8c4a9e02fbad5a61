import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './shell/console.tsx';
import './shell/console.css';
import { nonce } from './shell/meta.ts';
import { signStyles } from './shell/sign-styles.ts';

// The staff console. `shell/` is what every page stands in, `api/` the typed client of the contract's routes, `pages/` one
// folder a place of the menu (`pages/pages.tsx` lists them). Nothing here says again what a route takes or gives.
signStyles(nonce());

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
