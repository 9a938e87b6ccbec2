import React from 'react'
import { useCurrentAdmin } from 'adminjs'
import { Link } from 'react-router-dom'
import { forgetAllDrafts } from './draft.js'
import { useWords } from './words.js'

/** The bar above every page: menu, who is signed in, and a way out that is a POST. */
const PanelTopBar: React.FC<{ toggleSidebar: () => void }> = ({ toggleSidebar }) => {
  const [user] = useCurrentAdmin()
  const word = useWords()
  return (
    <header className="nst-topbar">
      <button type="button" className="nst-menu" onClick={toggleSidebar} aria-label={word('menu')}>
        <span aria-hidden="true">☰</span>
      </button>
      <span className="nst-organisation">{String(user?.organisationName ?? '')}</span>
      <Link className="nst-user" to="/admin/pages/access" title={word('access')}>
        <span className="nst-email">{user?.email}</span>
        <span className="nst-role">{user?.title}</span>
      </Link>
      <form method="post" action="/admin/logout" onSubmit={forgetAllDrafts}>
        <button type="submit" className="nst-button nst-quiet">{word('logout')}</button>
      </form>
    </header>
  )
}

export default PanelTopBar
