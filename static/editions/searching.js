// What a folder's pages load when somebody asks a question: it gives `ourPatch` what it needs.

import { adapt, show, turnTo } from "./adapt.js";
import { openPatch } from "./program.js";

Object.assign(self.ourPatch, { adapt, openPatch, show, turnTo });
