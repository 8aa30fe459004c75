// Runs the labs of the domain contract against the world itself, without any shell.
import Directory
import Glibc
import Lync

// Runs the labs of the domain contract against the façade, without any shell.

if CommandLine.arguments.count > 1, CommandLine.arguments[1] == "-scale" {
  try Scale.run(CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 1_000_000 : 1_000_000)
  exit(0)
}

let check = Checker()

func endpoint(_ world: LyncWorld, _ sip: String) throws -> LyncObject {
  var query = EndpointQuery()
  query.identity = sip
  return try world.applicationEndpoints(query)[0]
}

func settings(registrar: String?) -> TrustedApplicationPoolSettings {
  var settings = TrustedApplicationPoolSettings()
  settings.registrar = .some(registrar)
  return settings
}

/// L-20C up to the published merge: checkpoint b1.
func reachB1(_ world: LyncWorld) throws {
  try world.installPackage("OCSWMIBC")
  try world.mergeAndPublish()
  try world.enableTopology()
}

check.lab("L-30C a") { world in
  check.equal(try world.reason("sip:pilar@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
  check.equal(try world.reason("sip:kenmyer@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
  _ = try world.moveUser("kenmyer@litwareinc.com", target: "pool13.litwareinc.com")
  check.equal(try world.reason("sip:kenmyer@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
  for computer in ["fe10a.litwareinc.com", "fe10b.litwareinc.com"] { try world.stopWindowsService("RTCSRV", computer: computer) }
  check.equal(try world.reason("sip:kenmyer@litwareinc.com", "sip:acd@litwareinc.com"), "RegistrarDown")
}

check.lab("L-30M a") { world in
  try world.enterComputer("acd1.litwareinc.com")
  check.refuses("E-KB") { _ = try world.trustedApplications() }
  try world.installPackage("KB2741295")
  check.equal(world.nextHopCandidates().map { $0["PoolFqdn"]!.text + $0["Selectable"]!.text }, ["pool10.litwareinc.comFalse", "pool13.litwareinc.comTrue"])
  check.refuses("E-NEXTHOP") { _ = try world.newTrustedApplicationPool("acd13.litwareinc.com", site: "1", settings: settings(registrar: "pool10.litwareinc.com")) }
  check.refuses("E-SITE") { _ = try world.newTrustedApplicationPool("acd13.litwareinc.com", site: "site:Nowhere", settings: settings(registrar: "pool13.litwareinc.com")) }
  check.refuses("E-SITE-REQ") { _ = try world.newTrustedApplicationPool("acd13.litwareinc.com") }
  let pool = try world.newTrustedApplicationPool("acd13.litwareinc.com", computer: "acd3.litwareinc.com", site: "1", settings: settings(registrar: "pool13.litwareinc.com"))
  check.equal(pool.objects[0]["ServiceId"]?.text, "1-ExternalServer-3")
  check.equal(pool.objects[0]["SiteId"]?.text, "Site:Redmond")
  check.equal(pool.objects[0]["Registrar"]?.text, "Registrar:pool13.litwareinc.com")
  check.refuses("E-POOL-DUP") { _ = try world.newTrustedApplicationPool("acd13.litwareinc.com") }
  _ = try world.newTrustedApplicationComputer("acd4.litwareinc.com", pool: "acd13.litwareinc.com")
  check.refuses("E-MOVE-NOAPP") { _ = try world.moveApplicationEndpoint("sip:acd@litwareinc.com", target: "acd13.litwareinc.com") }
  check.refuses("E-APP-ID") { _ = try world.newTrustedApplication("a cd", pool: "acd13.litwareinc.com", port: 6000) }
  let app = try world.newTrustedApplication("acd", pool: "acd13.litwareinc.com", port: 6000)
  check.equal(app.objects[0]["ApplicationId"]?.text, "urn:application:acd")
  check.refuses("E-PORT-DUP") { _ = try world.newTrustedApplication("other", pool: "acd13.litwareinc.com", port: 6000) }
  check.equal(world.pendingChanges().contains { $0["Needs"]?.text == "EnableTopology" }, true)
  try world.enableTopology()
  check.equal(world.pendingChanges().contains { $0["Needs"]?.text == "EnableTopology" }, false)
  check.equal(try world.trustedApplicationPools(identity: "acd13.litwareinc.com")[0]["Applications"], .strings(["urn:application:acd"]))
  _ = try world.moveApplicationEndpoint("sip:acd@litwareinc.com", target: "acd13.litwareinc.com")
  check.equal(try endpoint(world, "sip:acd@litwareinc.com")["RegistrarPool"]?.text, "pool13.litwareinc.com")
  _ = try world.installApplication("acd13.litwareinc.com", "acd", ucmaVersion: "3.0")
  _ = try world.startApplication("acd13.litwareinc.com", "acd")
  for computer in ["fe10a.litwareinc.com", "fe10b.litwareinc.com"] { try world.stopWindowsService("RTCSRV", computer: computer) }
  check.equal(try world.reason("sip:pilar@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
  check.refuses("E-POOL-SINGLE") {
    _ = try world.newTrustedApplicationPool("app3.litwareinc.com", site: "1", settings: settings(registrar: "pool13.litwareinc.com"))
    _ = try world.newTrustedApplicationComputer("app4.litwareinc.com", pool: "app3.litwareinc.com")
  }
  // L-30U
  _ = try world.stopApplication("acd13.litwareinc.com", "acd")
  let version = world.state()["CmsVersion"]
  let update = try world.updateApplication("acd13.litwareinc.com", "acd", ucmaVersion: "4.0")
  check.equal(update.warnings.isEmpty, false)
  _ = try world.startApplication("acd13.litwareinc.com", "acd")
  check.equal(world.state()["CmsVersion"], version)
  check.equal(try world.reason("sip:pilar@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
}

check.lab("L-30M a retarget") { world in
  let outcome = try world.setTrustedApplicationPool("acd.litwareinc.com", settings: settings(registrar: "pool13.litwareinc.com"))
  check.equal(outcome.warnings[0], "3 contact object(s) of this pool are orphaned until Move-CsApplicationEndpoint is run for each of them.")
  check.equal(try world.reason("sip:pilar@litwareinc.com", "sip:acd@litwareinc.com"), "Orphaned")
  _ = try world.moveApplicationEndpoint("sip:acd@litwareinc.com", target: "acd.litwareinc.com", force: true)
  check.equal(try world.reason("sip:pilar@litwareinc.com", "sip:acd@litwareinc.com"), "Success")
  check.refuses("E-NEXTHOP") { _ = try world.setTrustedApplicationPool("acd.litwareinc.com", settings: settings(registrar: "pool10.litwareinc.com")) }
}

check.lab("L-30D c") { world in
  try world.enterComputer("trustedapps.contoso.com")
  try world.installPackage("UCMA3Runtime")
  check.refuses("E-KB") { _ = try world.trustedApplicationPools() }
  try world.installPackage("KB2741295")
  var pool = settings(registrar: "pool13.contoso.com")
  pool.requiresReplication = false
  _ = try world.newTrustedApplicationPool("trustedapps.contoso.com", site: "1", settings: pool)
  check.refuses("E-APP-NOTFOUND") { _ = try world.newTrustedApplicationEndpoint(applicationId: "applicationID", pool: "trustedapps.contoso.com", settings: .init()) }
  _ = try world.newTrustedApplication("applicationID", pool: "trustedapps.contoso.com", port: 6000)
  try world.enableTopology()
  var bot = EndpointSettings()
  bot.sipAddress = "sip:MyTestBot@nowhere.com"
  check.refuses("E-SIPDOMAIN") { _ = try world.newTrustedApplicationEndpoint(applicationId: "applicationID", pool: "trustedapps.contoso.com", settings: bot) }
  bot.sipAddress = "sip:MyTestBot@contoso.com"
  let made = try world.newTrustedApplicationEndpoint(applicationId: "applicationID", pool: "trustedapps.contoso.com", settings: bot)
  check.equal(made.objects[0]["RegistrarPool"]?.text, "pool13.contoso.com")
  check.equal(try world.replicationStatus().contains { $0["ReplicaFqdn"]?.text == "trustedapps.contoso.com" }, false)
  _ = try world.installApplication("trustedapps.contoso.com", "applicationID", ucmaVersion: "3.0")
  _ = try world.startApplication("trustedapps.contoso.com", "applicationID")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:mytestbot@contoso.com"), "Success")
  if case .list(let gruus)? = try world.trustedApplications(identity: "trustedapps.contoso.com/urn:application:applicationID")[0]["ComputerGruus"],
    case .object(let first)? = gruus.first, let gruu = first["Gruu"]?.text {
    check.equal(gruu.hasPrefix("sip:trustedapps.contoso.com@contoso.com;gruu;opaque=srvr:applicationid:"), true, gruu)
    check.equal(gruu.hasSuffix("AA"), true, gruu)
  } else {
    check.fail("no GRUU")
  }
  _ = try world.newTrustedApplicationPool("app1.contoso.com", site: "1")
  _ = try world.newTrustedApplication("x", pool: "app1.contoso.com", port: 1)
  check.refuses("E-EP-NOREG") { _ = try world.newTrustedApplicationEndpoint(applicationId: "x", pool: "app1.contoso.com", settings: .init()) }
  check.refuses("E-POOL-NOREG") { _ = try world.removeTrustedApplicationPool("app1.contoso.com") }
}

check.lab("L-20C b") { world in
  check.equal(try world.trustedApplicationPools().count, 0)
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "LegacyNotMerged")
  check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:endpoint1@contoso.com"), "Success")
  check.refuses("E-MERGE-WMI") { _ = try world.mergeLegacyTopology() }
  try world.installPackage("OCSWMIBC")
  let xml = try world.mergeLegacyTopology()
  check.equal(try world.trustedApplicationPools().count, 0)
  try world.publishTopology(xml: xml, file: "D:\\\\output.xml")
  let pool = try world.trustedApplicationPools(identity: "ApplicationPool.contoso.com")[0]
  check.equal(pool["Registrar"]?.text, "Registrar:ocspool.contoso.com")
  check.equal(pool["Applications"], .strings(["urn:application:acmeapp", "urn:application:survey"]))
  check.equal(pool["SiteId"]?.text, "Site:BackCompatSite")
  check.equal(pool["ServiceId"]?.text, "BackCompatSite-ExternalServer-1")
  check.equal(pool["Version"]?.text, "4")
  check.equal(try world.pools(identity: "bot01.contoso.com")[0]["Computers"], .strings(["bot01.contoso.com"]))
  check.equal(try world.sites(identity: "BackCompatSite")[0]["SiteId"]?.text, "BackCompatSite")
  check.equal(try world.conferenceDirectories().map { $0["Identity"]!.text }, ["1", "2", "3"])
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
  check.equal(world.topologyXml() == xml, true, "round trip of the merge")
  try world.enableTopology()
  check.refuses("E-LEGACYPOOL") { _ = try world.newTrustedApplicationEndpoint(applicationId: "acmeapp", pool: "ApplicationPool.contoso.com", settings: .init()) }
  _ = try world.newLegacyApplication("second", pool: "ApplicationPool.contoso.com", computers: ["app1.contoso.com", "app2.contoso.com"], port: 6002, ocsPool: "ocspool.contoso.com")
  check.equal(try world.trustedApplications().count, 3)
  try world.mergeAndPublish()
  check.equal(try world.trustedApplications().count, 4)
}

check.lab("L-20M b") { world in
  try reachB1(world)
  // Move users as b2 does.
  try world.importLegacyConfiguration()
  var query = UserQuery()
  query.home = .officeCommunicationServer
  for user in try world.users(query) where try !world.simUsers(user["Identity"]!.text)[0]["NeedsLiveMeeting"]!.text.hasPrefix("T") {
    _ = try world.moveLegacyUser(user["Identity"]!.text, target: "pool13.contoso.com")
  }
  check.equal(try world.users(query).count, 2)
  check.refuses("E-MOVE-LEGACYREG") { _ = try world.moveApplicationEndpoint("sip:endpoint1@contoso.com", target: "ApplicationPool.contoso.com", force: true) }
  let set = try world.setTrustedApplicationPool("ApplicationPool.contoso.com", settings: settings(registrar: "pool13.contoso.com"))
  check.equal(set.warnings.count, 2)
  check.refuses("E-MOVE-FORCE") { _ = try world.moveApplicationEndpoint("sip:endpoint1@contoso.com", target: "ApplicationPool.contoso.com") }
  check.refuses("E-MOVE-NOTPOOL") { _ = try world.moveApplicationEndpoint("sip:endpoint1@contoso.com", target: "NoPool.contoso.com") }
  check.refuses("E-NOTFOUND") { _ = try world.moveApplicationEndpoint("sip:nobody@contoso.com", target: "ApplicationPool.contoso.com") }
  _ = try world.moveApplicationEndpoint("sip:endpoint1@contoso.com", target: "ApplicationPool.contoso.com", force: true)
  let moved = try endpoint(world, "sip:endpoint1@contoso.com")
  check.equal(moved["RegistrarPool"]?.text, "pool13.contoso.com")
  check.equal(moved["OwnerUrn"]?.text, "urn:application:acmeapp")
  check.equal(try world.trustedApplicationPools(identity: "ApplicationPool.contoso.com")[0]["SiteId"]?.text, "Site:BackCompatSite")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint2@contoso.com"), "EndpointNotUpgraded")
  for name in ["endpoint2", "survey"] { _ = try world.moveApplicationEndpoint("sip:\(name)@contoso.com", target: "ApplicationPool.contoso.com", force: true) }
  for computer in ["ocsfe1.contoso.com", "ocsfe2.contoso.com"] {
    check.refuses("E-SVC") { try world.stopWindowsService("RTCSRV", computer: computer) }
    try world.stopWindowsService("RTCSRV", computer: computer, legacy: true)
  }
  for frontEnd in ["fe13a", "fe13b", "fe13c"] {
    check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:endpoint1@contoso.com", frontEnd: frontEnd + ".contoso.com"), "Success")
  }
  _ = try world.newLegacyContact(application: "acmeapp", pool: "ApplicationPool.contoso.com", sipAddress: "sip:endpoint3@contoso.com")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint3@contoso.com"), "EndpointNotUpgraded")
  _ = try world.moveApplicationEndpoint("sip:endpoint3@contoso.com", target: "ApplicationPool.contoso.com", force: true)
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint3@contoso.com"), "Success")
  var name = EndpointSettings()
  name.displayName = "X"
  check.refuses("E-LEGACYPOOL") { _ = try world.setTrustedApplicationEndpoint("sip:endpoint1@contoso.com", settings: name) }
  check.refuses("E-NEXTHOP") { _ = try world.setTrustedApplicationPool("ApplicationPool.contoso.com", settings: settings(registrar: "ocspool.contoso.com")) }

  // L-20X: upgrade after in-place migration.
  let new = "UCMA3.0ApplicationPool.contoso.com"
  _ = try world.newTrustedApplicationPool(new, computer: "app3.contoso.com", site: "1", settings: settings(registrar: "pool13.contoso.com"))
  check.refuses("E-APP-REGDUP") { _ = try world.newTrustedApplication("acmeapp", pool: new, port: 6000) }
  _ = try world.setTrustedApplicationPool("ApplicationPool.contoso.com", settings: settings(registrar: nil))
  _ = try world.newTrustedApplication("acmeapp", pool: new, port: 6000)
  try world.enableTopology()
  for endpoint in ["endpoint1", "endpoint2", "endpoint3"] { _ = try world.moveApplicationEndpoint("sip:\(endpoint)@contoso.com", target: new) }
  try world.restartFrontEnds("pool13.contoso.com")
  _ = try world.installApplication(new, "acmeapp")
  _ = try world.startApplication(new, "acmeapp")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
}

/// L-20U with the steps named in `skipping` left out.
func upgrade(_ world: LyncWorld, skipping: Set<String> = []) throws {
  try reachB1(world)
  let new = "UCMA3.0ApplicationPool.contoso.com"
  _ = try world.stopApplication("ApplicationPool.contoso.com", "acmeapp")
  check.refuses("E-NEXTHOP") { _ = try world.newTrustedApplicationPool(new, computer: "app3.contoso.com", site: "1", settings: settings(registrar: "ocspool.contoso.com")) }
  _ = try world.newTrustedApplicationPool(new, computer: "app3.contoso.com", site: "1", settings: settings(registrar: "pool13.contoso.com"))
  _ = try world.newTrustedApplicationComputer("app4.contoso.com", pool: new)
  _ = try world.newTrustedApplication("acmeapp", pool: new, port: 6000)
  if !skipping.contains("enable") { try world.enableTopology() }
  if !skipping.contains("first restart") { try world.restartFrontEnds("pool13.contoso.com") }
  _ = try world.installApplication(new, "acmeapp", ucmaVersion: "4.0")
  for endpoint in ["endpoint1", "endpoint2"] { _ = try world.moveApplicationEndpoint("sip:\(endpoint)@contoso.com", target: new, force: true) }
  if !skipping.contains("second restart") { try world.restartFrontEnds("pool13.contoso.com") }
  _ = try world.startApplication(new, "acmeapp")
}

check.lab("L-20U b") { world in
  try upgrade(world)
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
  check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:endpoint1@contoso.com"), "Success")
  check.refuses("E-TSE-CORRUPT") { try world.removeLegacyApplication("acmeapp", pool: "ApplicationPool.contoso.com") }
  try world.installPackage("ModifiedApplicationProvisioner")
  try world.removeLegacyApplication("acmeapp", pool: "ApplicationPool.contoso.com")
  check.equal(try world.trustedApplicationPools(identity: "ApplicationPool.contoso.com")[0]["Applications"]?.items.count, 2)
  try world.mergeAndPublish()
  try world.enableTopology()
  check.equal(try world.trustedApplicationPools(identity: "ApplicationPool.contoso.com")[0]["Applications"], .strings(["urn:application:survey"]))
  var name = EndpointSettings()
  name.displayName = "Acme 4"
  _ = try world.setTrustedApplicationEndpoint("sip:endpoint1@contoso.com", settings: name)
  check.equal(try endpoint(world, "sip:endpoint1@contoso.com")["DisplayName"]?.text, "Acme 4")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
  check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:endpoint2@contoso.com"), "Success")
  check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:survey@contoso.com"), "Success")
}

check.lab("L-20U b without Enable") { world in
  try upgrade(world, skipping: ["enable"])
  check.equal(try world.reason("sip:kenmyer@contoso.com", "sip:endpoint1@contoso.com"), "NotEnabled")
}

check.lab("L-20U b without first restart") { world in
  try upgrade(world, skipping: ["first restart", "second restart"])
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "FrontEndStale")
  try world.restartFrontEnds("pool13.contoso.com")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "AppNotRunning")
  _ = try world.startApplication("UCMA3.0ApplicationPool.contoso.com", "acmeapp")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
}

check.lab("L-20U b without second restart") { world in
  try upgrade(world, skipping: ["second restart"])
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "AppNotRunning")
}

check.lab("L-20D c") { world in
  check.refuses("E-OCSCORE") { _ = try world.setLegacySipDomain("contoso.com", isDefault: true) }
  try world.installPackage("OCSCore", computer: "app1.contoso.com")
  try world.installPackage("UCMA2Runtime", computer: "app1.contoso.com")
  try world.installPackage("OCSWMIBC")
  _ = try world.newLegacyApplication("acmeapp", pool: "ApplicationPool.contoso.com", computers: ["app1.contoso.com", "app2.contoso.com"], port: 6000, ocsPool: "pool13.contoso.com")
  _ = try world.newLegacyContact(application: "acmeapp", pool: "ApplicationPool.contoso.com", sipAddress: "sip:endpoint1@contoso.com")
  check.refuses("E-MERGE-DOMAIN") { _ = try world.mergeLegacyTopology() }
  _ = try world.setLegacySipDomain("contoso.com", isDefault: true)
  check.refuses("E-MERGE-DOMAIN") { _ = try world.mergeLegacyTopology() }
  _ = try world.setLegacySipDomain("emea.contoso.com", isDefault: false)
  try world.mergeAndPublish()
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "EndpointNotUpgraded")
  _ = try world.moveApplicationEndpoint("sip:endpoint1@contoso.com", target: "ApplicationPool.contoso.com", force: true)
  check.equal(try endpoint(world, "sip:endpoint1@contoso.com")["RegistrarPool"]?.text, "pool13.contoso.com")
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:endpoint1@contoso.com"), "Success")
}

check.lab("L-UM10 a") { world in
  let advice = world.migrationAdvice()
  check.equal(advice.prefix(2).map { $0["DisplayName"]!.text }, ["Ken Myer", "Claus Hansen"])
  check.equal(try world.users(.init()).count, 34)
  let pin = try world.clientPinInfo("Hao Chen")
  _ = try world.moveUser("Hao Chen", target: "pool13.litwareinc.com")
  var query = UserQuery()
  query.identity = "Hao Chen"
  check.equal(try world.users(query)[0]["RegistrarPool"]?.text, "pool13.litwareinc.com")
  check.equal(try world.clientPinInfo("Hao Chen"), pin)
  let deck = try world.meetings(organizer: "sip:haoc@litwareinc.com")[0]
  check.equal(deck["ContentAvailable"]?.text, "False")
  check.equal(deck["HostVersion"]?.text, "2013")
  var options = UserMoveOptions()
  options.moveConferenceData = true
  _ = try world.moveUser("Claus Hansen", target: "pool13.litwareinc.com", options: options)
  check.equal(try world.meetings(title: "a-08*")[0]["ContentAvailable"]?.text, "True")
  check.refuses("E-NOTLEGACY") { _ = try world.moveLegacyUser("Ken Myer", target: "pool13.litwareinc.com") }
  let join = try world.testMeetingJoin(try world.meetings(title: "a-10*")[0]["MeetingId"]!.text, client: "Lync 2013")
  check.equal(join["MissingFeatures"]?.items.count, 4)
  let refused = try world.testMeetingJoin(deck["MeetingId"]!.text, client: "Communicator 2007 R2")
  check.equal(refused["UseClient"]?.text, "Lync Web App 2013")
  var force = UserMoveOptions()
  force.force = true
  let forced = try world.moveUser("kenmyer@litwareinc.com", target: "pool13.litwareinc.com", options: force)
  check.equal(forced.warnings.count, 1)
  check.equal(try world.meetings(title: "a-01*")[0]["State"]?.text, "Deleted")
  var lync = UserQuery()
  lync.home = .lync
  for user in try world.users(lync) { _ = try world.moveUser(user["Identity"]!.text, target: "pool13.litwareinc.com") }
  query = UserQuery()
  query.filter = { $0("RegistrarPool")?.text == "pool10.litwareinc.com" }
  check.equal(try world.users(query).count, 0)
  // L-OFF (a)
  func without10() throws {
    let xml = world.topologyXml()
    try world.publishTopology(xml: removing(pool: "pool10.litwareinc.com", from: xml), file: "x.xml")
  }
  check.refuses("E-PUB-INUSE") { try without10() }
  for number in try world.accessNumbers(filter: { $0("Pool")?.text == "pool10.litwareinc.com" }) {
    _ = try world.moveApplicationEndpoint(number["PrimaryUri"]!.text, target: "pool13.litwareinc.com")
  }
  check.refuses("E-PUB-INUSE") { try without10() }
  check.refuses("E-MERGE-WMI") { _ = try world.moveRgsConfiguration(source: "pool10.litwareinc.com", destination: "pool13.litwareinc.com") }
  try world.installPackage("OCSWMIBC")
  _ = try world.moveRgsConfiguration(source: "pool10.litwareinc.com", destination: "pool13.litwareinc.com")
  var all = EndpointQuery()
  all.pool = "pool10.litwareinc.com"
  for contact in try world.applicationEndpoints(all) where contact["OwnerUrn"]?.text == "urn:application:testbot" {
    _ = try world.moveApplicationEndpoint(contact["Identity"]!.text, target: "pool13.litwareinc.com")
  }
  _ = try world.setTrustedApplicationPool("acd.litwareinc.com", settings: settings(registrar: "pool13.litwareinc.com"))
  for contact in try world.applicationEndpoints(all) { _ = try world.moveApplicationEndpoint(contact["Identity"]!.text, target: "acd.litwareinc.com") }
  check.refuses("E-PUB-INUSE") { try without10() }
  for number in [1, 2] { _ = try world.moveConferenceDirectory(number, target: "pool13.litwareinc.com") }
  check.refuses("E-PUB-INUSE") { try without10() }
  _ = try world.moveManagementServer()
  try without10()
  check.equal(try world.pools().contains { $0["Fqdn"]?.text == "pool10.litwareinc.com" }, false)
}

/// The XML without a pool's Cluster and Service elements (D-27).
func removing(pool: String, from xml: String) -> String {
  var lines: [Substring] = []
  var skip: Substring?
  var cluster = ""
  var buffer: [Substring] = []
  for line in xml.split(separator: "\n", omittingEmptySubsequences: false) {
    let trimmed = line.drop { $0 == " " }
    if let end = skip {
      buffer.append(line)
      if trimmed.hasPrefix("<ClusterId") && cluster.isEmpty && end == "</Cluster>" { cluster = String(trimmed) }
      if trimmed.hasPrefix(end) {
        skip = nil
        let isService = end == "</Service>"
        if isService, !buffer.contains(where: { $0.contains(cluster) }) { lines += buffer }
      }
      continue
    }
    if trimmed.hasPrefix("<Cluster Fqdn=\"\(pool)\"") {
      skip = "</Cluster>"
      buffer = [line]
      continue
    }
    if trimmed.hasPrefix("<Service ") {
      skip = "</Service>"
      buffer = [line]
      continue
    }
    lines.append(line)
  }
  return lines.joined(separator: "\n")
}

check.lab("L-UM07 b") { world in
  check.refuses("E-MERGE-WMI") { _ = try world.moveLegacyUser("Hao Chen", target: "pool13.contoso.com") }
  try world.installPackage("OCSWMIBC")
  check.refuses("E-LEGACY-MERGE") { _ = try world.moveLegacyUser("Hao Chen", target: "pool13.contoso.com") }
  check.refuses("E-IMPORT-MERGE") { try world.importLegacyConfiguration() }
  try world.mergeAndPublish()
  try world.enableTopology()
  check.refuses("E-MOVE-USELEGACY") { _ = try world.moveUser("Hao Chen", target: "pool13.contoso.com") }
  check.refuses("E-LEGACY-IMPORT") { _ = try world.moveLegacyUser("Hao Chen", target: "pool13.contoso.com") }
  try world.importLegacyConfiguration()
  try world.importLegacyConferenceDirectory()
  _ = try world.moveLegacyUser("Hao Chen", target: "pool13.contoso.com")
  check.equal(try world.testClientFeature("Hao Chen", feature: "IM"), true)
  check.equal(try world.testClientFeature("Hao Chen", feature: "Conferencing"), false)
  let meeting = try world.meetings(title: "b-06*")[0]
  check.equal(meeting["State"]?.text, "Unsupported")
  check.refuses("E-NOCLIENT") { _ = try world.updateInvitation(meeting["MeetingId"]!.text) }
  try world.setUserClient("Hao Chen", client: "Lync 2013")
  check.equal(try world.testClientFeature("Hao Chen", feature: "Conferencing"), true)
  let updated = try world.updateInvitation(meeting["MeetingId"]!.text)
  check.equal(updated["Url"]?.text.hasPrefix("https://"), true)
  check.equal(updated["State"]?.text, "Active")
  var query = UserQuery()
  query.identity = "Hao Chen"
  check.equal(try world.users(query)[0]["ConferencingPolicy"]?.text, "Medium")
  let locked = try world.meetings(title: "b-09*")[0]["MeetingId"]!.text
  let adam = try world.testMeetingJoin(locked, client: "Communicator 2007", joiner: .federated("sip:adam@fabrikam.com"))
  check.equal(adam["Reason"]?.text, "Locked; reschedule in Lync Server 2013")
  check.equal(adam["UseClient"]?.text, "")
  var again = MeetingSettings()
  again.reschedule = true
  let fresh = try world.setMeeting(locked, settings: again)
  let later = try world.testMeetingJoin(fresh["MeetingId"]!.text, client: "Communicator 2007", joiner: .federated("sip:adam@fabrikam.com"))
  check.equal(later["UseClient"]?.text, "Lync Web App 2013")
  var options = UserMoveOptions()
  options.excludedPolicies = ["DialPlan"]
  _ = try world.moveLegacyUser("Katie Jordan", target: "pool13.contoso.com", options: options)
  query.identity = "Katie Jordan"
  check.equal(try world.users(query)[0]["DialPlan"], .null)
  let back = try world.moveUser("haoc", target: "ocspool.contoso.com")
  check.equal(back.warnings.count, 1)
  check.equal(try world.meetings(title: "b-06*")[0]["State"]?.text, "Orphaned")
  var ocs = UserQuery()
  ocs.home = .officeCommunicationServer
  let differences = try world.preview { () throws(Fault) -> Void in _ = try world.moveUser("Pilar Ackerman", target: "ocspool.contoso.com") }
  check.equal(differences.isEmpty, false)
  check.equal(try world.users(ocs).contains { $0["DisplayName"]?.text == "Pilar Ackerman" }, false)
}

check.lab("L-OFF b") { world in
  try reachB1(world)
  try world.importLegacyConfiguration()
  check.refuses("E-PUB-INUSE") { try world.removeLegacyPool("ocspool.contoso.com") }
  var query = UserQuery()
  query.home = .officeCommunicationServer
  for user in try world.users(query) { _ = try world.moveLegacyUser(user["Identity"]!.text, target: "pool13.contoso.com") }
  check.refuses("E-PUB-INUSE") { try world.removeLegacyPool("ocspool.contoso.com") }
  for (name, pool) in [("acmeapp", "ApplicationPool"), ("survey", "ApplicationPool"), ("helpdeskbot", "bot01")] {
    try world.removeLegacyApplication(name, pool: pool + ".contoso.com")
  }
  check.equal(try world.reason("sip:pilar@contoso.com", "sip:survey@contoso.com"), "AppNotRunning")
  for name in ["endpoint1", "endpoint2", "survey", "helpdesk"] { try world.removeLegacyContact("sip:\(name)@contoso.com") }
  _ = try world.moveApplicationEndpoint("sip:OcsDialIn@contoso.com", target: "pool13.contoso.com")
  check.refuses("E-PUB-INUSE") { try world.removeLegacyPool("ocspool.contoso.com") }
  for number in [1, 2] { _ = try world.moveConferenceDirectory(number, target: "pool13.contoso.com") }
  try world.removeLegacyPool("ocspool.contoso.com")
  check.refuses("E-PUB-INUSE") { try world.removeBackCompatSite() }
  try world.removeLegacyPool("ocsmed.contoso.com")
  try world.mergeAndPublish()
  try world.removeBackCompatSite()
  check.equal(try world.sites().count, 1)
}

check.lab("Data files c") { world in
  do throws(Fault) {
    try world.load(text: "@{\n  Forest = 'x.com'\n  Bad = Get-Date\n}", name: "bad.psd1")
    check.fail("a command was accepted")
  } catch {
    check.equal(error.message, "bad.psd1, line 3: Unexpected 'Get-Date'; only data is allowed.")
  }
  let text = "@{ Forest = 'x.com'; Pools = @(@{ Fqdn = 'p'; Version = 6; Computers = 'a', 'b' }); A = \"q`n\"; B = @'\nx\n'@ }"
  for cut in text.indices {
    do { try world.load(text: String(text[..<cut]), name: "cut.psd1") } catch {}
  }
  try world.load(deployment: "c")
}

check.lab("Replication c") { world in
  let pool = settings(registrar: "pool13.contoso.com")
  _ = try world.newTrustedApplicationPool("app1.contoso.com", site: "1", settings: pool)
  _ = try world.newTrustedApplication("auto", pool: "app1.contoso.com", port: 6000)
  try world.enableTopology()
  _ = try world.installApplication("app1.contoso.com", "auto", autoProvisioned: true)
  check.refuses("E-PROVISIONING") { _ = try world.startApplication("app1.contoso.com", "auto") }
  try world.invokeReplication()
  world.advance(seconds: 5)
  _ = try world.startApplication("app1.contoso.com", "auto")
  check.equal(try world.stopWindowsService("RTCSRV", computer: "fe13a.contoso.com").count, 6)
  check.equal(try world.startWindowsService("RTCCAA", computer: "fe13a.contoso.com"), ["RTCSRV", "RTCCAA"])
}

check.lab("Round trips c") { world in
  let xml = world.topologyXml()
  let dump = world.store.dump().filter { !$0.hasPrefix("Forest ") && !$0.hasPrefix("CmsChange ") }
  try world.publishTopology(xml: xml, file: "x.xml")
  check.equal(world.store.dump().filter { !$0.hasPrefix("Forest ") && !$0.hasPrefix("CmsChange ") }, dump, "publishing the own topology")
  check.refuses("E-PUB-XML") { try world.publishTopology(xml: "<a/>", file: "x.xml") }
  check.refuses("E-PUB-TBXML") { try world.publishTopology(xml: xml, file: "x.tbxml") }
  try world.importConfiguration(world.exportConfiguration(), file: "x.zip")
  check.equal(world.topologyXml(), xml)
  check.equal(try world.replicationStatus().allSatisfy { $0["UpToDate"]?.text == "False" }, true)
  world.advance(seconds: 60)
  check.equal(try world.replicationStatus().allSatisfy { $0["UpToDate"]?.text == "True" }, true)
  world.saveState("here")
  _ = try world.disableUser("kenmyer")
  try world.restoreState("here")
  check.equal(try world.users(.init()).contains { $0["SamAccountName"]?.text == "kenmyer" }, true)
}

// A hundred thousand random operations beside naive models; `lync-check -random N` for more or fewer.
let operations = CommandLine.arguments.firstIndex(of: "-random").flatMap { $0 + 1 < CommandLine.arguments.count ? Int(CommandLine.arguments[$0 + 1]) : nil } ?? 100_000
check.run("Random operations on a store") { StoreModel(seed: 1, journal: nil, check).run(operations * 7 / 10) }
check.run("Random operations on a store with a journal") {
  let path = "/tmp/lync-check-\(getpid()).journal"
  defer {
    unlink(path)
    unlink(path + ".damaged")
  }
  StoreModel(seed: 2, journal: try JournalFile(path: path), check).run(operations / 50)
}
check.run("Random operations on people") { try RandomPeople(seed: 3, check).run(operations * 3 / 10) }
check.run("Properties of users") {
  check.quietly(UserProperty.ofUser.map(\.name) == LyncWorld.userProperties, "a property of users has no source")
}

if CommandLine.arguments.contains("-show") {
  let world = LyncWorld()
  try? world.load(deployment: CommandLine.arguments.last ?? "b")
  var objects = (try? world.sites()) ?? []
  objects += (try? world.pools()) ?? []
  objects += (try? world.services()) ?? []
  objects += (try? world.trustedApplications()) ?? []
  objects += ((try? world.users(.init())) ?? []).prefix(2)
  objects += ((try? world.applicationEndpoints(.init())) ?? []).prefix(2)
  objects += ((try? world.meetings()) ?? []).prefix(2)
  for object in objects {
    print("# " + object.shape.typeName)
    for (name, value) in zip(object.shape.properties, object.values) { print("  \(name): \(value.text)") }
  }
}

// How long a deployment takes.
var start = timespec()
var end = timespec()
for name in ["a", "b", "c"] {
  let world = LyncWorld()
  clock_gettime(CLOCK_MONOTONIC, &start)
  try? world.load(deployment: name)
  clock_gettime(CLOCK_MONOTONIC, &end)
  let microseconds = (end.tv_sec - start.tv_sec) * 1_000_000 + (end.tv_nsec - start.tv_nsec) / 1000
  print("deployment \(name): \(microseconds) µs")
}
print("\(check.passed) passed, \(check.failed) failed")
exit(check.failed == 0 ? 0 : 1)
