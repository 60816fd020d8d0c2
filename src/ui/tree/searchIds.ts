/** The search field, so that a command can put the cursor there. */
export const SEARCH_ID = 'search-buffers'
/** The tree, so that the keyboard comes back to it when a name was typed; "tree" is the panel around it. */
export const TREE_ID = 'tree-of-buffers'
