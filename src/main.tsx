import { createRoot } from 'react-dom/client'
import './ui/style/fonts.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html holds no element with the id "root"')
createRoot(root).render(<h1>Bufferscope</h1>)
