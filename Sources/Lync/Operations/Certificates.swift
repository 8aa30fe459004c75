/// Get-, Request-, Import-, Set-, Remove-CsCertificate, on the computer of the session.
///
/// Every server starts with valid certificates, renewed in time unless the fault CertificateExpired says otherwise (F-04).
/// A requested or imported one replaces them once it is assigned; assigning a valid Default certificate ends the fault.
/// - Source: S7 (Request-CsCertificate for application computers), S11.
import Directory

extension Shapes {
  static let certificate = Shape("Microsoft.Rtc.Management.Deployment.CertificateReference", [
    "Issuer", "NotAfter", "NotBefore", "SerialNumber", "Subject", "AlternativeNames", "Thumbprint", "EffectiveDate", "PreviousThumbprint", "UpdateTime", "Use", "SourceScope",
  ], view: .list, text: "Thumbprint")
}

/// A certificate in the store of a computer, as a row keeps it: fields separated by `|`.
private struct InstalledCertificate {
  var thumbprint: String
  var begin: Int
  var end: Int
  var subject: String
  var issuer: String
  var names: [String]
  var uses: [String]

  init(thumbprint: String, begin: Int, end: Int, subject: String, issuer: String, names: [String]) {
    (self.thumbprint, self.begin, self.end, self.subject, self.issuer, self.names, uses) = (thumbprint, begin, end, subject, issuer, names, [])
  }

  init?(_ text: String) {
    let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 7, let begin = Int(fields[1]), let end = Int(fields[2]) else { return nil }
    self.init(thumbprint: fields[0], begin: begin, end: end, subject: fields[3], issuer: fields[4], names: fields[5].split(separator: ",").map(String.init))
    uses = fields[6].split(separator: ",").map(String.init)
  }

  var text: String {
    func clean(_ text: String) -> String { String(text.map { $0 == "|" ? "/" : $0 }) }
    return [thumbprint, String(begin), String(end), clean(subject), clean(issuer), clean(names.joined(separator: ",")), uses.joined(separator: ",")].joined(separator: "|")
  }
}

/// What Request-CsCertificate -New is told.
public struct CertificateRequest {
  /// The uses: Default, WebServicesInternal, WebServicesExternal, OAuthTokenIssuer …
  public var types: [String] = []
  /// `server\authority`; nil = the request is left as a file.
  public var authority: String?
  /// For whom it is requested; nil = the computer of the session.
  public var computer: String?
  /// Subject alternative names beside those the topology demands.
  public var domainNames: [String] = []
  /// `-AllSipDomain`: `sip.<domain>` of each SIP domain as well.
  public var allSipDomains = false
  /// What else the subject says, such as `O=Contoso`.
  public var subject: [String] = []
  /// A request that nothing is said about.
  public init() {}
}

extension LyncWorld {
  private static let lifetime = 2 * 365 * 86_400

  private func installed(_ host: Host) -> [InstalledCertificate] { host.certificates.compactMap { InstalledCertificate($0) } }

  private func here() throws(Fault) -> Host {
    guard let host = host(forest.currentComputer) else { throw .notFound(forest.currentComputer) }
    return host
  }

  /// The uses a computer of this kind has certificates for from the start.
  private func standardUses(_ host: Host) -> [String] {
    switch host.role {
    case .frontEnd2013: return ["Default", "WebServicesInternal", "WebServicesExternal", "OAuthTokenIssuer"]
    case .frontEnd2010: return ["Default", "WebServicesInternal", "WebServicesExternal"]
    case .edge: return ["Internal", "AccessEdgeExternal", "DataEdgeExternal", "AudioVideoAuthentication"]
    case .mediation, .application: return ["Default"]
    default: return []
    }
  }

  /// Get-CsCertificate.
  public func certificates(types: [String]) -> [LyncObject] {
    guard let host = host(forest.currentComputer) else { return [] }
    let assigned = installed(host).flatMap { certificate in certificate.uses.map { (use: $0, certificate: certificate) } }
    var objects: [LyncObject] = []
    for use in standardUses(host) + assigned.map(\.use).filter({ !standardUses(host).contains($0) }) where types.isEmpty || types.contains(where: { $0.same(use) }) {
      if let found = assigned.first(where: { $0.use.same(use) }) { objects.append(object(found.certificate, use: use)) } else { objects.append(standard(host, use: use)) }
    }
    return objects
  }

  private func standard(_ host: Host, use: String) -> LyncObject {
    let span = LyncWorld.lifetime
    let begin = fault(.certificateExpired, host.fqdn).map { $0.since - span }
      ?? LyncWorld.startOfTime - 60 * 86_400 + max(0, (now - LyncWorld.startOfTime) / (span - 90 * 86_400)) * (span - 90 * 86_400)
    let mark = use == "OAuthTokenIssuer" ? forest.name : host.fqdn
    var certificate = InstalledCertificate(thumbprint: digits(mark + "#", 40), begin: begin, end: begin + span, subject: mark, issuer: forest.name + "-CA",
      names: use == "OAuthTokenIssuer" ? [] : unique([host.fqdn, host.pool ?? host.fqdn] + all(SipDomain.self).map { "sip." + $0.name }))
    certificate.uses = [use]
    return object(certificate, use: use)
  }

  private func object(_ certificate: InstalledCertificate, use: String?) -> LyncObject {
    LyncObject(Shapes.certificate, [
      .string("CN=\(certificate.issuer), \(rootDn)"), .date(certificate.end), .date(certificate.begin), .string(digits(certificate.thumbprint, 20)),
      .string("CN=" + certificate.subject), .strings(certificate.names), .string(certificate.thumbprint), .null, .null, .null, .optional(use),
      .string(use == "OAuthTokenIssuer" ? "Global" : "Local"),
    ])
  }

  /// Request-CsCertificate -New: the certificate is in the computer's store afterwards, assigned to nothing.
  public func requestCertificate(_ request: CertificateRequest) throws(Fault) -> Outcome {
    try change("Request-CsCertificate \(request.computer ?? forest.currentComputer)") { () throws(Fault) -> Outcome in
      let host = try here()
      if let computer = request.computer { try checkFqdn(computer) }
      for name in request.domainNames { try checkFqdn(name) }
      let pool = host.pool ?? request.computer ?? host.fqdn
      let computer = request.computer ?? host.fqdn
      let domains = request.allSipDomains || host.role == .frontEnd2013 || host.role == .frontEnd2010 ? all(SipDomain.self).map { "sip." + $0.name } : []
      let issuer = request.authority.map { $0.split(separator: "\\").last.map(String.init) ?? $0 } ?? forest.name + "-CA"
      let certificate = InstalledCertificate(thumbprint: digits(newGuid(), 40), begin: now, end: now + LyncWorld.lifetime, subject: ([pool] + request.subject).joined(separator: ", "), issuer: issuer,
        names: unique([pool, computer] + request.domainNames + domains))
      host.certificates += [certificate.text]
      return Outcome([object(certificate, use: request.types.first.map { spelling(ofUse: $0) })])
    }
  }

  /// Import-CsCertificate: a file brings a certificate along; what it holds is the file's name.
  public func importCertificate(file: String) throws(Fault) {
    try change("Import-CsCertificate \(file)") { () throws(Fault) -> Void in
      let host = try here()
      host.certificates += [InstalledCertificate(thumbprint: digits(file, 40), begin: now, end: now + LyncWorld.lifetime, subject: host.pool ?? host.fqdn,
        issuer: forest.name + "-CA", names: unique([host.pool ?? host.fqdn, host.fqdn])).text]
    }
  }

  /// Set-CsCertificate: the uses leave the certificate that had them.
  public func setCertificate(_ thumbprint: String, types: [String]) throws(Fault) {
    try change("Set-CsCertificate \(thumbprint)") { () throws(Fault) -> Void in
      let host = try here()
      let wanted = String(thumbprint.filter { $0 != " " })
      var present = installed(host)
      let uses = (types.isEmpty ? ["Default"] : types).map { spelling(ofUse: $0) }
      guard let at = present.firstIndex(where: { $0.thumbprint.same(wanted) }) else {
        if standardUses(host).contains(where: { use in standard(host, use: use)["Thumbprint"]?.text.same(wanted) ?? false }) { return }
        throw Fault(.objectNotFound, key: "E-CERTIFICATE", id: "Certificate", target: thumbprint, "Cannot find a certificate with thumbprint \"\(thumbprint)\" on \(host.fqdn).",
          help: "Request-CsCertificate -New -Type \(uses[0]) returns one.")
      }
      for other in present.indices { present[other].uses.removeAll { use in uses.contains { $0.same(use) } } }
      present[at].uses += uses
      host.certificates = present.map(\.text)
      // A valid certificate in place of the expired one.
      if uses.contains("Default") || uses.contains("Internal"), present[at].end > now { fault(.certificateExpired, host.fqdn)?.delete() }
    }
  }

  /// Remove-CsCertificate: takes uses from the computer of the session; no types = all.
  public func removeCertificate(types: [String]) throws(Fault) {
    try change("Remove-CsCertificate \(types.joined(separator: ","))") { () throws(Fault) -> Void in
      let host = try here()
      host.certificates = installed(host).map { certificate in
        var rest = certificate
        rest.uses.removeAll { use in types.isEmpty || types.contains { $0.same(use) } }
        return rest.text
      }
    }
  }

  private static let uses = ["Default", "Internal", "External", "WebServicesInternal", "WebServicesExternal", "OAuthTokenIssuer", "AccessEdgeExternal", "DataEdgeExternal", "AudioVideoAuthentication"]
  private func spelling(ofUse name: String) -> String { LyncWorld.uses.first { $0.same(name) } ?? name }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }
  }

  /// Hexadecimal digits that depend on the name alone.
  private func digits(_ name: String, _ count: Int) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.lowercased().utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var text = ""
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += String(state >> 60, radix: 16, uppercase: true)
    }
    return text
  }
}
