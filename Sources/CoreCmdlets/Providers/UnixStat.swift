/// `UnixStat`: what the file system says of a file or folder, read when a script first asks.
import Engine
import Formatting
import Glibc
import Primitives

final class UnixStat: Ref {
  private let path: String
  private lazy var status: stat = {
    var s = stat()
    _ = lstat(path, &s)
    return s
  }()
  init(_ path: String) { self.path = path; super.init() }
  override var netType: NetType { UnixStat.type }
  override func text() -> String { UnixStat.type.fullName }

  private static let name = "System.Management.Automation.Platform+Unix+CommonStat"
  private static let type: NetType = {
    TypeTable.register(name) { NetType(name, base: TypeTable.object, define: define) }
    return TypeTable.get(name)
  }()

  private static func define(_ t: NetType) {
    func of(_ v: Value) -> stat { (v.refValue as? UnixStat)?.status ?? stat() }
    func user(_ id: uid_t) -> String { getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? String(id) }
    func group(_ id: gid_t) -> String { getgrgid(id).map { String(cString: $0.pointee.gr_name) } ?? String(id) }
    func time(_ t: timespec) -> Value { .datetime(NetDateTime(ticks: 621_355_968_000_000_000 + Int64(t.tv_sec) * 10_000_000, kind: .utc).toLocalTime()) }
    t.property("long Inode {get;set;}") { v, _ in .long(Int64(bitPattern: UInt64(of(v).st_ino))) }
    t.property("int Mode {get;set;}") { v, _ in .int(Int32(bitPattern: of(v).st_mode)) }
    t.property("int UserId {get;set;}") { v, _ in .int(Int32(bitPattern: of(v).st_uid)) }
    t.property("int GroupId {get;set;}") { v, _ in .int(Int32(bitPattern: of(v).st_gid)) }
    t.property("int HardlinkCount {get;set;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v).st_nlink)) }
    t.property("long Size {get;set;}") { v, _ in .long(Int64(of(v).st_size)) }
    t.property("datetime AccessTime {get;set;}") { v, _ in time(of(v).st_atim) }
    t.property("datetime ModifiedTime {get;set;}") { v, _ in time(of(v).st_mtim) }
    t.property("datetime StatusChangeTime {get;set;}") { v, _ in time(of(v).st_ctim) }
    t.property("long BlockSize {get;set;}") { v, _ in .long(Int64(of(v).st_blksize)) }
    t.property("int DeviceId {get;set;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v).st_dev)) }
    t.property("int NumberOfBlocks {get;set;}") { v, _ in .int(Int32(truncatingIfNeeded: of(v).st_blocks)) }
    t.property("System.Management.Automation.Platform+Unix+ItemType ItemType {get;set;}") { v, _ in
      let kind =
        switch of(v).st_mode & S_IFMT {
        case S_IFDIR: "Directory"
        case S_IFLNK: "SymbolicLink"
        case S_IFBLK: "BlockDevice"
        case S_IFCHR: "CharacterDevice"
        case S_IFIFO: "NamedPipe"
        case S_IFSOCK: "Socket"
        default: "File"
        }
      return .other(PSEnum("System.Management.Automation.Platform+Unix+ItemType", kind))
    }
    t.property("bool IsSetUid {get;set;}") { v, _ in .bool(of(v).st_mode & 0o4000 != 0) }
    t.property("bool IsSetGid {get;set;}") { v, _ in .bool(of(v).st_mode & 0o2000 != 0) }
    t.property("bool IsSticky {get;set;}") { v, _ in .bool(of(v).st_mode & 0o1000 != 0) }
    t.method("string GetModeString()") { v, _, _ in .str(FileTypeData.permissions(of(v).st_mode)) }
    t.method("string GetUserName()") { v, _, _ in .str(user(of(v).st_uid)) }
    t.method("string GetGroupName()") { v, _, _ in .str(group(of(v).st_gid)) }
  }
}
