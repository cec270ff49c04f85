import '@fontsource-variable/radio-canada/wght.css';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/network.css';
import './design/overlays.css';
import './shell/shell.css';
import './worklist/worklist.css';
import './overview/overview.css';
import './overview/charts.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { wearKeptTheme } from './shell/theme';

wearKeptTheme();
const page = document.getElementById('page');
if (page) createRoot(page).render(<App />);
