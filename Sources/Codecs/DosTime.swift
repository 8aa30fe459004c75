/// Times as ZIP files keep them: local time, in steps of two seconds, from 1980.
import Glibc

public enum DosTime {
  public static func stamp(_ seconds: Int64) -> UInt32 {
    var t = time_t(seconds), parts = tm()
    localtime_r(&t, &parts)
    if parts.tm_year < 80 { return 1 << 21 | 1 << 16 }
    let date = UInt32(truncatingIfNeeded: parts.tm_year - 80) << 9 | UInt32(truncatingIfNeeded: parts.tm_mon + 1) << 5 | UInt32(truncatingIfNeeded: parts.tm_mday)
    return date << 16 | UInt32(truncatingIfNeeded: parts.tm_hour) << 11 | UInt32(truncatingIfNeeded: parts.tm_min) << 5 | UInt32(truncatingIfNeeded: parts.tm_sec / 2)
  }
  public static func seconds(_ stamp: UInt32) -> Int64 {
    var parts = tm()
    parts.tm_year = Int32(stamp >> 25) + 80
    parts.tm_mon = Int32(stamp >> 21 & 15) - 1
    parts.tm_mday = Int32(stamp >> 16 & 31)
    parts.tm_hour = Int32(stamp >> 11 & 31)
    parts.tm_min = Int32(stamp >> 5 & 63)
    parts.tm_sec = Int32(stamp & 31) * 2
    parts.tm_isdst = -1
    return Int64(mktime(&parts))
  }
}
