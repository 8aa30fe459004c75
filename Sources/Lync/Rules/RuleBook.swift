/// What each rule says and who says so: the words behind `Get-SimExplanation`.
///
/// One line a rule or refusal: id, sources, sentence. `I` = inferred from what is documented, `O` = our own choice for a
/// step that is a GUI, a tool or a live network in the product.
import Directory

public enum RuleBook {
  /// One rule or injected fault.
  public struct Entry {
    /// `R-042`, `F-03`.
    public let id: String
    /// What is true, in one sentence.
    public let sentence: String
    let sources: [String]
  }

  /// A rule by its id, or a refusal by its key.
  public static func entry(_ id: String) -> Entry? { entries[id] }

  /// The documents that stand behind rules and refusals, each once.
  static func documents(_ ids: [String]) -> [String] {
    var found: [String] = []
    for id in ids { for source in entries[id]?.sources ?? [] { if let title = documents[source], !found.contains(title) { found.append(title) } } }
    return found
  }

  private static let entries: [String: Entry] = {
    var result: [String: Entry] = [:]
    for line in (text + refusals).split(separator: "\n") {
      let parts = line.split(separator: "|", maxSplits: 2).map(String.init)
      if parts.count == 3 { result[parts[0]] = Entry(id: parts[0], sentence: parts[2], sources: parts[1].split(separator: " ").map(String.init)) }
    }
    return result
  }()

  private static let documents: [String: String] = [
    "S1": "UCMA applications: Coexistence, migration, and upgrade scenarios (Dn466143)",
    "S2": "Lync Server 2013: Migration considerations for meetings (Gg412800)",
    "S3": "UCMA 2.0 Core applications: Coexistence, migration, and upgrade scenarios",
    "S4": "Migration and coexistence details: UCMA 2.0 and UCMA 3.0",
    "S5": "UCMA 3.0 Core applications: Coexistence and deployment scenarios",
    "S6": "Modifying ApplicationProvisioner.exe sample code",
    "S7": "General application activation; Activating a UCMA 4.0 trusted application",
    "S8": "Activating a manually or an auto-provisioned application",
    "S9": "Deactivation best practices",
    "S10": "Trusted applications; Obsolete or removed API members in UCMA 4.0",
    "S11": "Reference page of the cmdlet (Lync Server Management Shell)",
    "S12": "Move-CsUser (Lync Server 2013)",
    "S13": "Client interoperability in Lync 2013",
    "S14": "Configure trusted application servers (Lync Server 2013)",
    "S15": "Migrate dial-in access numbers; Migrate response groups (JJ204854)",
    "S16": "Move multiple users to the pilot pool",
    "S17": "Migration from Office Communications Server 2007 R2: merging, importing, decommissioning",
    "I": "Inferred from the documents",
    "O": "The simulator's own choice",
  ]

  private static let text = """
    R-001|I|Before a merge is published, nothing of Office Communications Server is in the topology.
    R-002|S4 S11|A merge writes a file; only publishing it changes what is seen.
    R-003|S3 S4 S17|Merged legacy pools lie in BackCompatSite.
    R-004|S4|A merged UCMA 2.0 pool is routed through its OCS pool and holds all its UCMA 2.0 applications.
    R-005|S3|A load-balanced application becomes a pool named like its load balancer, a single computer a pool of its own name.
    R-006|S6|An entry whose TLS target is its own name defines a pool; the unmodified provisioning tool takes that for corruption.
    R-007|S11|SIP domains only Office Communications Server knows are created by the merge.
    R-008|S3 S11|What changes in the legacy world later is invisible until merge and publish are repeated.
    R-009|S11|Edge servers of Office Communications Server are merged only when the user input file names them.
    R-010|S11 S17|The merge reads WMI and needs OCSWMIBC.msi on the computer it runs on.
    R-011|S4|Without an OCS pool the SIP domains must be in MSFT_SIPDomainData before the merge.
    R-012|S3|A merge copies trusted service entries and routing settings, nothing of the application's own settings.
    R-013|S17|BackCompatSite can be removed only when no pool is left in it, after a final merge, by publishing.
    R-014|S17|Only legacy roles that interoperability needs are merged.
    R-015|S17|Publishing a merge brings the conference directories of Office Communications Server along.
    R-020|S1 S4|The Get- cmdlets work on legacy application pools.
    R-021|S4|The Registrar of a legacy application pool can be changed.
    R-022|S4|Endpoints of legacy application pools can be moved.
    R-023|S1|Endpoints of a legacy application pool are created, changed and removed with the WMI-based tools only.
    R-024|S4|Applications, computers and the pool itself cannot be changed by cmdlets while the pool is a legacy pool.
    R-025|S1|The WMI-based tools manage legacy application pools at any time, also after the migration.
    R-026|S1|After the upgrade the cmdlets manage the contacts of the new pool.
    R-027|I|After the upgrade the WMI-based tools no longer see the contact.
    R-030|S1 S14|With more than one server version in the topology, only a Lync Server 2013 pool can be next hop of a new pool.
    R-031|S1|The list of next hops shows legacy and 2013 pools; only the 2013 pools can be chosen.
    R-032|I|A pool that points to a Lync Server 2010 Registrar may be changed to 2013, not back.
    R-033|S11|A pool without Registrar can take no endpoints and cannot be removed.
    R-034|S1|After creation the pool is shown with its 2013 Registrar.
    R-040|S1 S11|The target of a move is a trusted application pool that holds the endpoint's application.
    R-041|S1 S11|The new application's id is the UCMA 2.0 application's name, or names it as LegacyApplicationName.
    R-042|S1 S11|Moving an endpoint without Lync attributes within its own pool needs -Force.
    R-043|S1 I|A move writes the Lync attributes of the endpoint; it is then homed on the Registrar of its pool.
    R-044|S1 S11|Source and target pool of a move may be the same.
    R-045|O|Cs cmdlets do not manage the services of Office Communications Server.
    R-046|S1|Each new contact made with the WMI-based tools needs a move of its own.
    R-047|S15 S1|Endpoints move between Lync pools both ways, not to a pool that Office Communications Server routes.
    R-048|S11|A move returns nothing without -PassThru.
    R-050|S7|Topology cmdlets change the store at once; entries in Active Directory follow with Enable-CsTopology.
    R-051|S7 I|Until Enable-CsTopology, callers on Office Communications Server cannot reach a new application.
    R-052|S1 I|A Front End Server that knew the id through a legacy pool must be restarted after Enable-CsTopology.
    R-053|S1 O|After a contact came over from a legacy pool, RTCSRV is restarted before the application starts.
    R-054|S4 S11|Changing the Registrar of a pool orphans its contacts until each is moved.
    R-055|S8|An auto-provisioned application needs an up-to-date replica on its computers when it starts.
    R-056|S7|A pool that requires no replication has no replica.
    R-057|O|Get-SimPendingChange lists what still waits for Enable-CsTopology, replication, a restart or a move.
    R-060|S3|A legacy and a native pool may not route the same application through the same Registrar.
    R-061|S3|While the legacy pool points to Office Communications Server there is no conflict.
    R-062|S1|Removing the legacy application and merging again takes it out of the topology.
    R-063|S1 I|A computer with UCMA 3.0 components needs update KB2741295 to manage applications against Lync Server 2013.
    R-064|S5|UCMA 3.0 and 4.0 applications are reachable from Office Communications Server once enabled.
    R-065|S1 S10|Rebuilding for UCMA 4.0 warns of obsolete members.
    R-066|S5|UCMA 3.0 against Office Communications Server alone: user endpoints and instant messages only.
    R-070|S1|A UCMA 3.0 application on Lync Server 2010 is reachable from 2013 and the other way round.
    R-071|S1 S3|A UCMA 2.0 application is reachable from 2013 after merge and publish.
    R-072|S1|After an in-place migration the application answers through each 2013 Front End with Office Communications Server stopped.
    R-080|S2 S12|A move from 2010 to 2013 takes account, contacts, scheduled meetings and PIN along.
    R-081|S2|The PIN keeps working until it expires or is replaced.
    R-082|S2|Meeting content stays behind.
    R-083|S2 S12|With -MoveConferenceData meeting content moves too.
    R-084|S12|With -Force the account moves alone; meetings and contacts are lost.
    R-085|S2 I|Migrated https meetings keep URL, id and dial-in code.
    R-086|S11 S17|Conference directories stay on their pool until Move-CsConferenceDirectory; dial-in by id needs that pool.
    R-087|S2|Every meeting scheduled on Lync Server has an https URL.
    R-088|S2|Meetings with conf and meet URLs never migrate.
    R-089|S2|They become https meetings when the organizer resends the invitation with the Lync 2013 client and its add-in.
    R-090|S12 I|Move-CsUser moves Lync users, Move-CsLegacyUser users of Office Communications Server.
    R-091|S12|A user can be moved back to Office Communications Server; https meetings must then be rescheduled.
    R-092|I|Back on the pool that still stores it, content is available again.
    R-093|S11|A moved legacy user gets the imported equivalent of each legacy policy.
    R-094|S15 S17|A pool that homes users, endpoints, numbers or directories stays in the topology.
    R-095|S2 O|Frequent organizers are moved first.
    R-096|S2 O|Users who need Live Meeting features stay, or use the Live Meeting service.
    R-097|S2|Before the Lync 2013 client is installed, Communicator 2007 R2 gives presence and instant messages only.
    R-098|S2 S13|Installing Lync 2013 installs its online meeting add-in; new meetings are https meetings from then on.
    R-100|S13|Every client Lync Server 2013 supports joins its meetings.
    R-101|S2|Legacy clients cannot join meetings of Lync Server 2013; Lync Web App is used.
    R-102|S2|Lync 2013 in a meeting of Lync Server 2010 misses four features.
    R-103|S13|Legacy clients join meetings of Lync Server 2010; the Lync Web App of 2013 does not.
    R-104|S13 I|Communicator joins conf meetings, Live Meeting joins meet meetings, newer clients both or one with less.
    R-105|S13|For Lync 2010, slides a Lync 2013 client uploaded are view-only.
    R-106|S13|Lync Web App cannot upload PowerPoint files to a meeting scheduled on 2010.
    R-107|S2|A federated Communicator 2007 user cannot join a locked meeting until it is rescheduled on 2013.
    R-108|S2 I|An unsupported meeting is joined through its OCS pool only, while that runs.
    R-109|S13|After the migration the server serves the newer Lync Web App.
    F-01|O|A Front End Server that is down runs no service until the fault is cleared.
    F-02|O|A blocked replica keeps the version it had.
    F-03|O|A pool without quorum runs no RTCSRV until its quorum is recovered.
    F-04|O|Nobody connects to a computer whose certificate has expired.
    F-05|O|A full file store takes no meeting content.
    F-06|O|A pool whose back end cannot be reached moves no users or contacts and answers no PIN.

    """

  private static let refusals = """
    E-ACCESS|S7 S11|Administration cmdlets ask for membership in the groups their pages name.
    E-APP-DUP|S11|An application id is unique in its pool.
    E-APP-ID|S11|An application id holds no spaces.
    E-APP-NOTFOUND|S11|The application must exist in the pool named.
    E-ARGUMENT|S11|A parameter was given a value it cannot have.
    E-BACKEND|S11 S12|The user store of the pool must be reachable, unless -IgnoreBackendStoreException is given.
    E-CERTIFICATE|S11|A certificate is assigned by the thumbprint of one that is on the computer.
    E-CMS-COMPUTER|S11|The Central Management Server moves to the pool of the computer the command runs on.
    E-COMP-DUP|S11|A computer belongs to one pool once.
    E-COMP-LAST|S11|The last computer of a pool cannot be removed.
    E-CHATPOOL|S11|A Persistent Chat endpoint belongs to a Persistent Chat pool of the topology.
    E-CLS-TWO|S11|At most two logging scenarios are traced on a computer at a time.
    E-COMPUTER|S11|The computer must exist.
    E-CONFDIR|S11|A conference directory is identified by a number from 0 to 9999.
    E-CONFDIR-DUP|S11|The number of a conference directory is unique.
    E-DB-INUSE|S11|A database a service of the topology uses is neither removed nor made anew.
    E-EXCHANGE|S11|Mailboxes are reached through a partner application for Exchange.
    E-MIRROR|S11|Only databases with a mirror change their principal.
    E-UCS|S11|Contacts come back from Exchange only when they are there.
    E-DATAFILE|O|A deployment file must describe a forest.
    E-DECLINED|O|The question was answered with no.
    E-DEPLOYMENT|O|A deployment is one of the samples or a file.
    E-ENABLED|S11|Enable-CsUser is for accounts that are not enabled yet.
    E-FILE|O|The file could not be read or written.
    E-FILTER|S11|A filter is Property -operator value, joined by -and, -or, -not.
    E-FQDN|S11|A pool or computer is named by a fully qualified domain name.
    E-IMPORT-MERGE|S11|Legacy settings are imported after the merged topology was published.
    E-INSTANCE|O|An application must be installed before it is started.
    E-JOURNAL|O|A journal is taken up only whole, by one session at a time.
    E-LEGACY-MERGE|S11|Legacy users are moved after the merged topology was published.
    E-LINEURI|S11|A line URI begins with tel: and a number.
    E-LINEURI-DUP|S11|A line URI is unique.
    E-MASTER|S11|Replication needs the Master Replicator Agent.
    E-NOPOOL|S11|The user has no Registrar pool.
    E-NOTFOUND|S11|The identity must name an existing object.
    E-OCSCORE|S4 O|The WMI-based tools need OCSCore.
    E-ONLINE|S11|The parameter belongs to the online service.
    E-POLICY|S11|Only a per-user policy can be granted.
    E-POOL|S11|The trusted application pool must exist.
    E-POOL-DUP|S11|A pool of this name exists.
    E-POOL-ROLES|S11|A pool that holds other roles has one trusted application computer.
    E-POOL-SINGLE|S11|A pool whose computer has the pool's own name takes no further computer.
    E-PORT-DUP|S11|A port is used once in a pool.
    E-PROMPT|O|Nobody could answer the question of the cmdlet.
    E-PROVISIONING|S8|An auto-provisioned application reads its settings from the replica.
    E-PROXY|S12|-ProxyPool is for users of the online service.
    E-PUB-REF|S11|Every service of a topology document stands on a cluster of it.
    E-PUB-TBXML|S11|Files of Topology Builder are published with Topology Builder.
    E-PUB-XML|S11|The file must be a topology document.
    E-RECIPE|O|A generated forest is built again by the version that generated it.
    E-REG|S11|The Registrar must be in the topology.
    E-REGION|S11|A region must be used by a dial plan.
    E-SETTINGS-DUP|S11|A scope holds one instance; names, numbers and proxies are given once.
    E-SETTINGS-PARENT|S11|Rules belong to a dial plan or policy that exists at their scope.
    E-SETTINGS-REF|S11|A setting that names another object names one that exists.
    E-SETTINGS-INUSE|S11|An object others name cannot be removed.
    E-BACKUPPOOL|S11|Data is copied and users are served elsewhere only when the pool has a backup pool.
    E-USERDATA|S11|Only a file the matching Export- cmdlet wrote can be brought back.
    E-SIPDOMAIN|S11|The SIP domain must be one of the forest's.
    E-SIPDOMAIN-DEFAULT|S11|Exactly one SIP domain is the default; it cannot be removed or set to False.
    E-SIPDOMAIN-DUP|S11|A SIP domain exists once.
    E-SIPDOMAIN-INUSE|S11|A SIP domain that addresses use cannot be removed.
    E-SIPDUP|S11|A SIP address is unique.
    E-SIPREADONLY|S11|The SIP address of a contact cannot be changed.
    E-SITE|S11|The site must exist.
    E-SITE-BC|I|Nothing is created in BackCompatSite.
    E-SITE-REQ|S11|A pool that does not exist yet needs a site.
    E-STOP|O|A forest that was not generated to its end is not used.
    E-SVC|S11|Only Lync Server services are managed.

    """
}
