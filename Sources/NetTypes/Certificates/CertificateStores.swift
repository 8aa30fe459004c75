/// `X509Store` and `X509Certificate2Collection`: the user's certificates, which .NET keeps as files, and the computer's trusted ones.
import Engine
import Glibc
import Primitives

final class PSCertificateStore: Ref {
  let name: String, isMachine: Bool
  /// By the numbers of `OpenFlags`; nil = closed.
  private(set) var flags: Int?
  init(_ n: String, isMachine: Bool) { name = n; self.isMachine = isMachine; super.init() }
  override var netType: NetType { TypeTable.named("System.Security.Cryptography.X509Certificates.X509Store") }

  static func folder(_ name: String) -> String { X509Certificate.storeFolder(name) ?? "" }
  private static let trusted = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
  var mayWrite: Bool { flags.map { $0 & 1 != 0 || $0 & 2 != 0 } ?? false }

  func open(_ f: Int) throws {
    if isMachine {
      guard ["root", "ca"].contains(name.lowercased()) else { throw X509Certificate.problem("Unix LocalMachine X509Store is limited to the Root and CertificateAuthority stores.") }
      if f & 3 == 1 { throw X509Certificate.problem("Unix LocalMachine X509Stores are read-only for all users.") }
    } else {
      if name.isEmpty || name.contains("/") || name.contains("\0") || name.hasPrefix(".") { throw X509Certificate.problem("The storeName value was invalid.") }
      if f & 4 != 0, access(PSCertificateStore.folder(name), F_OK) != 0 { throw X509Certificate.problem("The specified X509 certificate store does not exist.") }
    }
    flags = f
  }
  func close() { flags = nil }

  /// What is in it now; nothing while it is closed.
  func certificates() -> [X509Certificate] {
    guard flags != nil else { return [] }
    if !isMachine { return X509Certificate.stored(in: name) }
    // the computer's roots sign themselves, its intermediates do not
    let wantsRoots = name.equalsIgnoringCase("root")
    guard let path = Environment.get("SSL_CERT_FILE") ?? PSCertificateStore.trusted.first(where: { access($0, R_OK) == 0 }), let bytes = try? FileSystem.read(path) else { return [] }
    return X509Certificate.all(inPem: String(decoding: bytes, as: UTF8.self)).filter { ($0.issuerText == $0.subjectText) == wantsRoots }
  }
  func add(_ c: X509Certificate) throws {
    guard let flags else { throw X509Certificate.problem("The X509 certificate store has not been opened.") }
    if isMachine || flags & 3 == 0 { throw X509Certificate.problem("The X509 certificate store is read-only.") }
    let folder = PSCertificateStore.folder(name), path = folder + "/" + c.thumbprint + ".pfx"
    if access(path, F_OK) == 0, c.privateKey == nil { return }
    let bytes = try KeyLibrary.needed().pfx(c.raw, key: c.privateKey, password: "")
    try FileSystem.makeDirectories(folder)
    // a key without a password is nobody else's to read at any moment, nor is half of one to be found
    let new = path + ".new"
    unlink(new)
    do { try FileSystem.write(new, bytes, exclusive: true, mode: 0o600) } catch { unlink(new); throw error }
    if rename(new, path) != 0 {
      let failure = FileSystem.failure(path)
      unlink(new)
      throw failure
    }
  }
  func remove(_ c: X509Certificate) throws {
    guard let flags else { throw X509Certificate.problem("The X509 certificate store has not been opened.") }
    if isMachine || flags & 3 == 0 { throw X509Certificate.problem("The X509 certificate store is read-only.") }
    for (path, stored) in X509Certificate.files(in: name) where stored.raw == c.raw { unlink(path) }
  }
}

extension X509Certificate {
  /// The files of a store with what they hold, by the user's name for it.
  static func files(in store: String) -> [(path: String, certificate: X509Certificate)] {
    ((try? FileSystem.entries(PSCertificateStore.folder(store), files: true, directories: false)) ?? []).sorted().compactMap { p in (try? read(file: p)).map { (p, $0) } }
  }
  static func stored(in store: String) -> [X509Certificate] { files(in: store).map(\.certificate) }
  /// All certificates of a text, one behind the other.
  static func all(inPem text: String) -> [X509Certificate] {
    NetString.split(text, ["-----BEGIN CERTIFICATE-----"]).dropFirst().compactMap { part in
      (try? ByteText.bytes(base64: NetString.split(part, ["-----END CERTIFICATE-----"])[0])).flatMap { X509Certificate($0) }
    }
  }
}

extension NetTypes {
  private static let collection = X509Certificate.ns + "X509Certificate2Collection"
  private static func collected(_ all: [Value]) -> Value {
    let a = PSArray(all, of: TypeTable.get(X509Certificate.typeName))
    a.kind = .list
    a.exactType = TypeTable.get(collection)
    return .array(a)
  }
  static func registerCertificateStores() {
    let ns = X509Certificate.ns, n = ns + "X509Store", one = X509Certificate.typeName
    registerEnums(in: """
      \(ns)X509FindType FindByThumbprint FindBySubjectName FindBySubjectDistinguishedName FindByIssuerName FindByIssuerDistinguishedName FindBySerialNumber FindByTimeValid FindByTimeNotYetValid FindByTimeExpired FindByTemplateName FindByApplicationPolicy FindByCertificatePolicy FindByExtension FindByKeyUsage FindBySubjectKeyIdentifier
      """)
    func store(_ v: Value) -> PSCertificateStore { v.refValue as? PSCertificateStore ?? PSCertificateStore("MY", isMachine: false) }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in
        func name(_ v: Value) -> String {
          guard let e = v.refValue as? PSEnum else { return Conversion.toString(v) }
          return [1: "AddressBook", 2: "AuthRoot", 3: "CA", 4: "Disallowed", 5: "My", 6: "Root", 7: "TrustedPeople", 8: "TrustedPublisher"][e.raw] ?? "My"
        }
        t.constructor("\(n) new()") { _, _ in .other(PSCertificateStore("MY", isMachine: false)) }
        t.constructor("\(n) new(\(ns)StoreLocation storeLocation)") { a, _ in .other(PSCertificateStore("MY", isMachine: a.int(0) == 2)) }
        for p in ["string storeName", ns + "StoreName storeName"] {
          t.constructor("\(n) new(\(p))") { a, _ in .other(PSCertificateStore(name(a.at(0)), isMachine: false)) }
          t.constructor("\(n) new(\(p), \(ns)StoreLocation storeLocation)") { a, _ in .other(PSCertificateStore(name(a.at(0)), isMachine: a.int(1) == 2)) }
          t.constructor("\(n) new(\(p), \(ns)StoreLocation storeLocation, \(ns)OpenFlags flags)") { a, _ in
            let s = PSCertificateStore(name(a.at(0)), isMachine: a.int(1) == 2)
            try s.open(a.int(2))
            return .other(s)
          }
        }
        t.property("System.IntPtr StoreHandle {get;}") { _, _ in throw netError("System.PlatformNotSupportedException", "Operation is not supported on this platform.") }
        t.property("\(ns)StoreLocation Location {get;}") { v, _ in .member(ns + "StoreLocation", store(v).isMachine ? 2 : 1) }
        t.property("string Name {get;}") { v, _ in .str(store(v).name) }
        t.property("\(collection) Certificates {get;}") { v, _ in collected(store(v).certificates().map { .other($0) }) }
        t.property("bool IsOpen {get;}") { v, _ in .bool(store(v).flags != nil) }
        t.method("void Open(\(ns)OpenFlags flags)") { v, a, _ in try store(v).open(a.int(0)); return .void }
        func given(_ v: Value) throws -> X509Certificate {
          guard let c = v.refValue as? X509Certificate else { throw nullArgument("certificate") }
          return c
        }
        t.method("void Add(\(one) certificate)") { v, a, _ in try store(v).add(given(a.at(0))); return .void }
        t.method("void AddRange(\(collection) certificates)") { v, a, _ in for c in a.values(0) { try store(v).add(given(c)) }; return .void }
        t.method("void Remove(\(one) certificate)") { v, a, _ in try store(v).remove(given(a.at(0))); return .void }
        t.method("void RemoveRange(\(collection) certificates)") { v, a, _ in for c in a.values(0) { try store(v).remove(given(c)) }; return .void }
        for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in store(v).close(); return .void } }
      }
    }
    TypeTable.register(collection) {
      NetType(collection, base: TypeTable.object, interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"], define: defineCertificateCollection)
    }
  }

  private static func defineCertificateCollection(_ t: NetType) {
    let ns = X509Certificate.ns, one = X509Certificate.typeName
    func list(_ v: Value) -> PSArray { v.arrayValue ?? PSArray([]) }
    func place(_ v: Value, _ c: Value) -> Int? { (c.refValue as? X509Certificate).flatMap { x in list(v).values.firstIndex { ($0.refValue as? X509Certificate)?.raw == x.raw } } }
    t.constructor("\(collection) new()") { _, _ in collected([]) }
    t.constructor("\(collection) new(\(one) certificate)") { a, _ in collected([a.at(0)]) }
    t.constructor("\(collection) new(\(one)[] certificates)") { a, _ in collected(a.values(0)) }
    t.constructor("\(collection) new(\(collection) certificates)") { a, _ in collected(a.values(0)) }
    t.property("int Capacity {get;set;}", set: { _, _, _ in }) { v, _ in .count(max(4, list(v).count)) }
    t.property("int Count {get;}") { v, _ in .count(list(v).count) }
    t.method("int Add(\(one) certificate)") { v, a, _ in list(v).append(a.at(0)); return .count(list(v).count - 1) }
    for p in ["\(one)[]", collection] { t.method("void AddRange(\(p) certificates)") { v, a, _ in for c in a.values(0) { list(v).append(c) }; return .void } }
    t.method("void Clear()") { v, _, _ in list(v).removeAll(); return .void }
    t.method("bool Contains(\(one) certificate)") { v, a, _ in .bool(place(v, a.at(0)) != nil) }
    t.method("int IndexOf(\(one) value)") { v, a, _ in .count(place(v, a.at(0)) ?? -1) }
    t.method("void Insert(int index, \(one) certificate)") { v, a, _ in
      guard (0...list(v).count).contains(a.int(0)) else { throw indexOutOfRange() }
      list(v).insert(a.at(1), at: a.int(0))
      return .void
    }
    t.method("void Remove(\(one) certificate)") { v, a, _ in
      guard let i = place(v, a.at(0)) else { throw argumentError("Cannot remove the specified item because it was not found in the specified Collection.") }
      list(v).remove(at: i)
      return .void
    }
    t.method("void RemoveAt(int index)") { v, a, _ in
      guard list(v).values.indices.contains(a.int(0)) else { throw indexOutOfRange() }
      list(v).remove(at: a.int(0))
      return .void
    }
    t.method("\(ns)X509Certificate2Enumerator GetEnumerator()") { v, _, _ in .other(Enumerator(ns + "X509Certificate2Enumerator", list(v).values)) }
    func take(_ v: Value, _ bytes: [UInt8], _ password: String?) throws {
      let many = X509Certificate.all(inPem: String(decoding: bytes, as: UTF8.self))
      for c in many.isEmpty ? [try X509Certificate.read(bytes, password: password)] : many { list(v).append(.other(c)) }
    }
    for (p, more) in [("", 0), (", string password", 1)] {
      t.method("void Import(byte[] rawData\(p))") { v, a, _ in try take(v, a.bytes(0), more == 1 ? a.text(1) : nil); return .void }
      t.method("void Import(string fileName\(p))") { v, a, _ in try take(v, FileSystem.read(FileSystem.check(a.text(0), "fileName")), more == 1 ? a.text(1) : nil); return .void }
    }
    t.method("void ImportFromPemFile(string certPemFilePath)") { v, a, _ in
      for c in X509Certificate.all(inPem: String(decoding: try FileSystem.read(FileSystem.check(a.text(0), "certPemFilePath")), as: UTF8.self)) { list(v).append(.other(c)) }
      return .void
    }
    t.method("string ExportCertificatePems()") { v, _, _ in
      .str(list(v).values.compactMap { ($0.refValue as? X509Certificate).map { X509Certificate.armored($0.raw, "CERTIFICATE") } }.joined(separator: "\n"))
    }
    t.method("\(collection) Find(\(ns)X509FindType findType, System.Object findValue, bool validOnly)") { v, a, c in
      let now = NetDateTime.utcNow
      let all = list(v).values.filter { x in
        guard let x = x.refValue as? X509Certificate else { return false }
        return !a.bool(2) || x.notBefore <= now && now <= x.notAfter
      }
      let fits = try finder(a.int(0), a.at(1), c)
      return collected(all.filter { ($0.refValue as? X509Certificate).map(fits) ?? false })
    }
  }
  /// What a search of a collection asks of each certificate.
  private static func finder(_ kind: Int, _ v: Value, _ c: ExecutionContext) throws -> (X509Certificate) -> Bool {
    if v.isNull { throw nullArgument("findValue") }
    func text() throws -> String {
      guard let s = v.stringValue else { throw X509Certificate.problem("Invalid find value.") }
      return s
    }
    func time() throws -> NetDateTime {
      guard case .datetime(let d) = v.base else { throw X509Certificate.problem("Invalid find value.") }
      return d.toUniversalTime()
    }
    func holds(_ whole: String, _ part: String) -> Bool { whole.lowercased().position(of: part.lowercased()) >= 0 }
    switch kind {
    case 0: let s = try text().filter { !$0.isWhitespace }; return { $0.thumbprint.equalsIgnoringCase(s) }
    case 1: let s = try text(); return { c in DistinguishedName.text(c.subject).isEmpty ? false : c.subjectText.parts(at: 44).contains { p in holds(String(p.drop { $0 != "=" }), s) } }
    case 2: let s = try text(); return { $0.subjectText.equalsIgnoringCase(s) }
    case 3: let s = try text(); return { c in c.issuerText.parts(at: 44).contains { p in holds(String(p.drop { $0 != "=" }), s) } }
    case 4: let s = try text(); return { $0.issuerText.equalsIgnoringCase(s) }
    case 5: let s = try text(); return { $0.serialText.equalsIgnoringCase(s) }
    case 6: let d = try time(); return { $0.notBefore <= d && d <= $0.notAfter }
    case 7: let d = try time(); return { $0.notBefore > d }
    case 8: let d = try time(); return { $0.notAfter < d }
    case 10:
      let s = try text(), oid = CertificateNames.friendly.first { $0.value.equalsIgnoringCase(s) }?.key ?? s
      return { $0.usages.isEmpty || $0.usages.contains(oid) }
    case 12: let s = try text(); return { c in c.extensions.contains { $0.oid == s || $0.name.equalsIgnoringCase(s) } }
    default: throw notSupported("Certificates cannot be searched by \(TypeTable.get(X509Certificate.ns + "X509FindType").enumeration?.name(of: Int64(kind)) ?? String(kind)) here.")
    }
  }
}
